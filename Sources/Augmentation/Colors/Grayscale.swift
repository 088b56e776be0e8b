public import Images

/// Takes the colours out of the image with a given probability; it keeps its three channels.
public struct Grayscale: Augmentation, Hashable {
    /// The chance that it happens, in `0 ... 1`.
    public let probability: Double

    /// Makes the change.
    ///
    /// - Precondition: `probability` is in `0 ... 1`.
    public init(probability: Double) {
        checkProbability(probability)
        self.probability = probability
    }

    /// The image, changed or as it is.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        guard generator.happens(withProbability: probability) else { return image }
        return image.grayscaled()
    }
}
