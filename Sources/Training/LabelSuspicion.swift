/// An image whose label another class fits better.
public struct LabelSuspicion: Hashable, Sendable {
    /// The identity of the image.
    public let image: Int

    /// The class that it is labelled with.
    public let label: Int

    /// The most probable of the other classes; of equal ones the first.
    public let suggestion: Int

    /// The probability of the label, in `0 ... 1`.
    public let labelProbability: Double

    /// The probability of the suggestion; higher than that of the label.
    public let suggestedProbability: Double

    /// How many times as probable the suggestion is as the label, as a logarithm in nats: finite and not
    /// negative.
    public let score: Double

    /// Whether the image counts as a label error in the confident joint: the prediction for another class is
    /// as confident as predictions for images with that label are on average.
    public let isConfident: Bool
}
