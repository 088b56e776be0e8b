public import Images

/// An augmentation that happens with a given probability.
public struct RandomApply: Augmentation {
    /// The chance that it happens, in `0 ... 1`.
    public let probability: Double
    /// What happens.
    public let augmentation: any Augmentation

    /// Makes an augmentation that happens at times.
    ///
    /// - Precondition: `probability` is in `0 ... 1`.
    public init(probability: Double, _ augmentation: any Augmentation) {
        checkProbability(probability)
        self.probability = probability
        self.augmentation = augmentation
    }

    /// The image, changed or as it is.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        guard generator.happens(withProbability: probability) else { return image }
        return augmentation(image, using: &generator)
    }
}
