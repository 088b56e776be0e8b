public import Images

/// Cuts a part of fixed size out of the image at a uniform place, after adding a border of one colour.
///
/// Where image and border are still smaller than the part, the border grows until they are not.
public struct RandomCrop: Augmentation, Hashable {
    /// The columns of the result.
    public let width: Int
    /// The rows of the result.
    public let height: Int
    /// The border on each side, in pixels; not negative.
    public let padding: Int
    /// The colour of the border.
    public let fill: RGBColor

    /// Makes a crop.
    ///
    /// - Precondition: `width` and `height` are positive, `padding` is in `0 ... 65535`.
    public init(width: Int, height: Int, padding: Int = 0, fill: RGBColor = .middleGrey) {
        precondition(width > 0 && height > 0, "a crop of \(width)×\(height) pixels is empty")
        precondition((0...65535).contains(padding), "a border of \(padding) pixels is outside 0 ... 65535")
        self.width = width
        self.height = height
        self.padding = padding
        self.fill = fill
    }

    /// An image of `width` × `height` pixels.
    public func callAsFunction(_ image: Image, using generator: inout some RandomNumberGenerator) -> Image {
        let x = Self.place(of: width, in: image.width, padding: padding, using: &generator)
        let y = Self.place(of: height, in: image.height, padding: padding, using: &generator)
        if x == 0 && y == 0 && width == image.width && height == image.height { return image }
        var canvas = Canvas(width: width, height: height, background: fill)
        canvas.draw(image, x: -x, y: -y)
        return canvas.image
    }

    /// Where a part begins along one axis, in pixels of the image: below zero within the border.
    private static func place(
        of count: Int, in imageCount: Int, padding: Int, using generator: inout some RandomNumberGenerator
    ) -> Int {
        let spare = imageCount + 2 * padding - count
        // Half of what lacks goes to each side.
        guard spare > 0 else { return -(count - imageCount) / 2 }
        return Int.random(in: 0...spare, using: &generator) - padding
    }
}
