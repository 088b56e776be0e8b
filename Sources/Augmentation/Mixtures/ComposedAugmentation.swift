public import Images

/// Several augmentations, one after the other, all drawing from the same generator.
public struct ComposedAugmentation: Augmentation {
    /// The augmentations in the order in which they change a picture; none leave it as it is.
    public let steps: [any Augmentation]

    /// Makes a chain of augmentations, first to last.
    public init(_ steps: [any Augmentation]) {
        self.steps = steps
    }

    /// The image after all steps.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        apply(steps[...], to: image, using: &generator)
    }

    /// The image after all steps, of which the first one says what is decoded.
    public func callAsFunction(
        _ file: PictureFile, using generator: inout some RandomNumberGenerator
    ) throws(ImageError) -> Image {
        guard let first = steps.first else { return try file.decoded().image }
        return apply(steps.dropFirst(), to: try first(file, using: &generator), using: &generator)
    }

    private func apply(
        _ steps: ArraySlice<any Augmentation>, to image: Image,
        using generator: inout some RandomNumberGenerator
    ) -> Image {
        var changed = image
        for step in steps { changed = step(changed, using: &generator) }
        return changed
    }
}
