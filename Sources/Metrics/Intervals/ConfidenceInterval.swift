/// The values of a score that the observed images do not rule out.
public struct ConfidenceInterval: Hashable, Sendable, Codable {
    /// The lower end.
    public let lower: Double

    /// The upper end, not below the lower one.
    public let upper: Double

    /// How often such an interval contains the true score, for example 0.95.
    public let confidence: Double

    /// Makes an interval from its ends.
    public init(lower: Double, upper: Double, confidence: Double) {
        self.lower = lower
        self.upper = upper
        self.confidence = confidence
    }

    /// The same interval as a value for any score.
    public init(_ interval: WilsonInterval) {
        self.init(lower: interval.lower, upper: interval.upper, confidence: interval.confidence)
    }
}
