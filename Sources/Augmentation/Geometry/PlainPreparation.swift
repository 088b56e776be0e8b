public import Images

/// The resize and crop of a preprocessing, without any chance: what prediction does.
public struct PlainPreparation: Augmentation, Hashable {
    /// The preprocessing.
    public let preprocessing: Preprocessing

    /// Makes the step.
    public init(_ preprocessing: Preprocessing) {
        self.preprocessing = preprocessing
    }

    /// An image of `cropWidth` × `cropHeight` pixels. Draws nothing.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        preprocessing.prepared(image)
    }

    /// The same, for which only the middle is decoded. Draws nothing.
    public func callAsFunction(
        _ file: PictureFile, using generator: inout some RandomNumberGenerator
    ) throws(ImageError) -> Image {
        try preprocessing.prepared(file)
    }
}
