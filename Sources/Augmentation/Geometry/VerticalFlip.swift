public import Images

/// Mirrors the image top to bottom with a given probability.
public struct VerticalFlip: Augmentation, Hashable {
    /// The chance that an image is mirrored, in `0 ... 1`.
    public let probability: Double

    /// Makes a flip.
    ///
    /// - Precondition: `probability` is in `0 ... 1`.
    public init(probability: Double = 0.5) {
        checkProbability(probability)
        self.probability = probability
    }

    /// The image, mirrored or as it is.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        guard generator.happens(withProbability: probability) else { return image }
        return image.oriented(.flipped)
    }
}
