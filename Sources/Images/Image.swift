/// A picture of 8-bit red, green and blue samples.
///
/// Whatever a file holds (grey, palette, CMYK, 16 bits, transparency), decoding makes this of it; the steps
/// behind it know one layout only. The samples are taken as they are stored, in practice sRGB: no colour
/// management is done, as the networks' training data had none.
public struct Image: Hashable, Sendable {
    /// The number of columns, at least 1.
    public let width: Int

    /// The number of rows, at least 1.
    public let height: Int

    /// The samples `[H, W, C]` with C = red, green, blue: row by row from the top, three bytes a pixel, no
    /// padding.
    public let pixels: [UInt8]

    /// Makes an image from its samples in the order of ``pixels``.
    ///
    /// - Precondition: `width` and `height` are positive and `pixels.count == width * height * 3`.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "an image of \(width)×\(height) pixels is empty")
        precondition(
            pixels.count == width * height * 3,
            "\(pixels.count) samples cannot fill an image of \(width)×\(height) pixels")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Makes an image of a single colour.
    ///
    /// - Precondition: `width` and `height` are positive.
    public init(width: Int, height: Int, filledWith color: RGBColor) {
        precondition(width > 0 && height > 0, "an image of \(width)×\(height) pixels is empty")
        var pixels = [UInt8](repeating: color.red, count: width * height * 3)
        if color.green != color.red || color.blue != color.red {
            for position in stride(from: 0, to: pixels.count, by: 3) {
                pixels[position + 1] = color.green
                pixels[position + 2] = color.blue
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// The colour of one pixel, counted from the top left.
    ///
    /// - Precondition: `x` is in `0 ..< width` and `y` in `0 ..< height`.
    public subscript(x: Int, y: Int) -> RGBColor {
        precondition(
            x >= 0 && x < width && y >= 0 && y < height,
            "pixel (\(x), \(y)) is outside an image of \(width)×\(height) pixels")
        let position = (y * width + x) * 3
        return RGBColor(red: pixels[position], green: pixels[position + 1], blue: pixels[position + 2])
    }
}
