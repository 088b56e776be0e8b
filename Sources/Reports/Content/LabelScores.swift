/// The scores of one class or label.
public struct LabelScores: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The number of images that belong to it.
    public let support: Int
    /// Of those, the share that was found.
    public let recall: ReportEstimate
    /// Of the images taken for it, the share that belongs to it.
    public let precision: ReportEstimate
    /// The harmonic mean of both.
    public let f1: ReportEstimate
    /// The average precision; only shown where at least one label has one.
    public let averagePrecision: Double?
    /// From which probability on a label is predicted; only for labels.
    public let threshold: Double?

    /// Makes scores.
    public init(
        name: String, support: Int, recall: ReportEstimate, precision: ReportEstimate,
        f1: ReportEstimate,
        averagePrecision: Double? = nil, threshold: Double? = nil
    ) {
        self.name = name
        self.support = support
        self.recall = recall
        self.precision = precision
        self.f1 = f1
        self.averagePrecision = averagePrecision
        self.threshold = threshold
    }
}
