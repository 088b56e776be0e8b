public import Images

/// An augmentation that moves the pixels of an image about and keeps its extent.
///
/// All of them share one sampler, `Image.warped(by:fill:)`: bilinear, with a stated colour where the image does not
/// reach. As they state what they do instead of doing it, several in a row cost one sampling; see
/// ``GeometricChain``.
public protocol GeometricAugmentation: Augmentation {
    /// The colour around the image.
    var fill: RGBColor { get }

    /// Where a draw moves the pixels of an image of the given extent.
    func transform(
        width: Int, height: Int, using generator: inout some RandomNumberGenerator
    ) -> PlaneTransform
}

extension GeometricAugmentation {
    /// The image after a draw; the same where nothing moves.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        image.warped(
            by: transform(width: image.width, height: image.height, using: &generator), fill: fill)
    }
}

extension PlaneTransform {
    /// The same transform about the middle of a picture.
    func aboutMiddle(width: Int, height: Int) -> PlaneTransform {
        about(x: Double(width) / 2, y: Double(height) / 2)
    }
}
