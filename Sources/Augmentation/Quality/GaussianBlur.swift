public import Images

/// Blurs the image with a Gaussian.
public struct GaussianBlur: Augmentation, Hashable {
    /// The standard deviation in pixels, from which one is drawn uniformly.
    public let standardDeviation: ClosedRange<Double>

    /// Makes a blur.
    ///
    /// - Precondition: `standardDeviation` lies in `0 ... ` `Image.largestBlur`.
    public init(standardDeviation: ClosedRange<Double>) {
        precondition(
            standardDeviation.lowerBound >= 0 && standardDeviation.upperBound <= Image.largestBlur,
            "a blur of \(standardDeviation) pixels is outside 0 ... \(Image.largestBlur)")
        self.standardDeviation = standardDeviation
    }

    /// The blurred image.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        image.blurred(standardDeviation: Double.random(in: standardDeviation, using: &generator))
    }
}
