/// An image that could not be used, and why.
public struct SampleFailure: Hashable, Sendable, CustomStringConvertible {
    /// The sample.
    public let sample: Sample
    /// The reason.
    public let reason: ImageReadError

    /// Pairs a sample with the reason.
    public init(sample: Sample, reason: ImageReadError) {
        self.sample = sample
        self.reason = reason
    }

    /// Path and reason in one line.
    public var description: String { "\(sample.path): \(reason)" }
}
