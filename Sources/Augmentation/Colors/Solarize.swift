public import Images

/// Inverts all samples from a threshold on.
public struct Solarize: Augmentation, Hashable {
    /// The lowest level that is inverted; one is drawn, uniformly. 256 changes nothing.
    public let threshold: ClosedRange<Int>

    /// Makes the change.
    ///
    /// - Precondition: `threshold` lies in `0 ... 256`.
    public init(threshold: ClosedRange<Int>) {
        precondition(
            threshold.lowerBound >= 0 && threshold.upperBound <= 256,
            "threshold \(threshold) is outside 0 ... 256")
        self.threshold = threshold
    }

    /// The image with its bright samples inverted.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        image.solarized(threshold: Int.random(in: threshold, using: &generator))
    }
}
