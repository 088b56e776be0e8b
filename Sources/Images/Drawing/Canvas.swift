/// A picture in the making: a ground on which images, rectangles and short texts are put.
///
/// Whatever reaches over the edges is cut off there.
public struct Canvas: Sendable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int
    private var pixels: [UInt8]

    /// Makes a ground of one colour.
    ///
    /// - Precondition: `width` and `height` are positive.
    public init(width: Int, height: Int, background: RGBColor) {
        self.width = width
        self.height = height
        pixels = Image(width: width, height: height, filledWith: background).pixels
    }

    /// Makes a ground of an image.
    public init(_ image: Image) {
        (width, height, pixels) = (image.width, image.height, image.pixels)
    }

    /// What has been drawn.
    public var image: Image { Image(width: width, height: height, pixels: pixels) }

    /// Puts an image with its top left corner at the given pixel, which may be outside.
    public mutating func draw(_ image: Image, x: Int, y: Int) {
        let columns = max(x, 0)..<max(min(x + image.width, width), max(x, 0))
        guard !columns.isEmpty else { return }
        for row in max(y, 0)..<max(min(y + image.height, height), max(y, 0)) {
            let start = ((row - y) * image.width + columns.lowerBound - x) * 3
            let place = (row * width + columns.lowerBound) * 3
            let byteCount = columns.count * 3
            pixels.replaceSubrange(
                place..<place + byteCount, with: image.pixels[start..<start + byteCount])
        }
    }

    /// Fills a rectangle, of which parts may be outside, with a colour.
    public mutating func fill(x: Int, y: Int, width: Int, height: Int, color: RGBColor) {
        let columns = max(x, 0)..<max(min(x + width, self.width), max(x, 0))
        for row in max(y, 0)..<max(min(y + height, self.height), max(y, 0)) {
            for column in columns {
                let position = (row * self.width + column) * 3
                pixels[position] = color.red
                pixels[position + 1] = color.green
                pixels[position + 2] = color.blue
            }
        }
    }

    /// Writes a line of text in letters of 5 × 7 pixels, one pixel apart. There are letters for printable
    /// ASCII; others look like a question mark.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - x: The column in which the text starts.
    ///   - y: The row in which it starts.
    ///   - color: The colour of the letters; the ground stays.
    ///   - scale: How many pixels wide and high the font's pixels are.
    /// - Precondition: `scale` is positive.
    public mutating func write(_ text: String, x: Int, y: Int, color: RGBColor, scale: Int = 1) {
        precondition(scale > 0, "letters cannot be scaled by \(scale)")
        for (place, letter) in text.unicodeScalars.enumerated() {
            let left = x + place * (BitmapFont.glyphWidth + 1) * scale
            guard left < width else { return }
            for (row, bits) in BitmapFont.rows(of: letter).enumerated() {
                for column in 0..<BitmapFont.glyphWidth
                where bits >> (BitmapFont.glyphWidth - 1 - column) & 1 == 1 {
                    fill(
                        x: left + column * scale, y: y + row * scale, width: scale, height: scale,
                        color: color)
                }
            }
        }
    }

    /// The extent of a line of text, in pixels, without the gap behind the last letter.
    public static func extent(of text: String, scale: Int = 1) -> (width: Int, height: Int) {
        let count = text.unicodeScalars.count
        return (max(count * (BitmapFont.glyphWidth + 1) - 1, 0) * scale, BitmapFont.glyphHeight * scale)
    }
}
