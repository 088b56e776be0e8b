public import Images

/// A random change of a picture that leaves its class as it is.
///
/// It draws from the given generator only, so that the same seed gives the same pixels whichever worker does
/// the work and in whatever order. The generator of a sample is seeded from (run seed, epoch, sample).
public protocol Augmentation: Sendable {
    /// A changed picture.
    ///
    /// - Parameters:
    ///   - image: The picture.
    ///   - generator: Where all chance comes from.
    func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image

    /// The changed picture of a file: the same pixels, and the same draws, as of the decoded picture.
    ///
    /// What the result does not depend on is not decoded, where that is known beforehand. Unless stated, the whole
    /// picture is.
    ///
    /// - Parameters:
    ///   - file: The picture.
    ///   - generator: Where all chance comes from.
    /// - Throws: `ImageError`
    func callAsFunction(
        _ file: PictureFile, using generator: inout some RandomNumberGenerator
    ) throws(ImageError) -> Image
}

extension Augmentation {
    /// Decodes the whole picture.
    public func callAsFunction(
        _ file: PictureFile, using generator: inout some RandomNumberGenerator
    ) throws(ImageError) -> Image {
        self(try file.decoded().image, using: &generator)
    }
}
