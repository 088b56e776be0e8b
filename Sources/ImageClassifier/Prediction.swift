/// One answer of a classifier.
public struct Prediction: Hashable, Sendable, Codable {
    /// The class name.
    public let label: String
    /// Its probability, in `0 ... 1`; those of all classes add up to 1.
    public let probability: Double

    /// Pairs a class with its probability.
    public init(label: String, probability: Double) {
        self.label = label
        self.probability = probability
    }
}
