/// A rectangle of whole pixels; x grows to the right, y downwards, and (0, 0) is the top left pixel.
public struct PixelRegion: Hashable, Sendable {
    /// The column of the leftmost pixels.
    public let x: Int
    /// The row of the topmost pixels.
    public let y: Int
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int

    /// Makes a region from its top left pixel and its extent in pixels.
    ///
    /// - Precondition: `width` and `height` are positive.
    public init(x: Int, y: Int, width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a region of \(width)×\(height) pixels is empty")
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Whether the region lies within an image of the given extent.
    func fits(width imageWidth: Int, height imageHeight: Int) -> Bool {
        // Subtractions, because the sums of hostile numbers would overflow.
        x >= 0 && y >= 0 && width <= imageWidth && height <= imageHeight
            && x <= imageWidth - width && y <= imageHeight - height
    }
}
