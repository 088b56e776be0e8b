public import Images

/// Keeps only the leading bits of every sample.
public struct Posterize: Augmentation, Hashable {
    /// The bits that stay; one number of them is drawn, uniformly.
    public let bitCount: ClosedRange<Int>

    /// Makes the change.
    ///
    /// - Precondition: `bitCount` lies in `1 ... 8`.
    public init(bitCount: ClosedRange<Int>) {
        precondition(
            bitCount.lowerBound >= 1 && bitCount.upperBound <= 8, "\(bitCount) bits are outside 1 ... 8")
        self.bitCount = bitCount
    }

    /// The image with fewer levels.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        image.posterized(bitCount: Int.random(in: bitCount, using: &generator))
    }
}
