/// Some of the pixels of a picture, and where in it they stand.
public struct PicturePart: Hashable, Sendable {
    /// The pixels that are there.
    public let image: Image
    /// Where they stand in the picture.
    public let region: PixelRegion
    /// The columns of the whole picture.
    public let pictureWidth: Int
    /// The rows of the whole picture.
    public let pictureHeight: Int

    /// Makes a part of a picture.
    ///
    /// - Parameters:
    ///   - image: The pixels that are there.
    ///   - x: The column of the picture in which they begin.
    ///   - y: The row of the picture in which they begin.
    ///   - pictureWidth: The columns of the whole picture.
    ///   - pictureHeight: The rows of the whole picture.
    /// - Precondition: The part lies within the picture.
    public init(_ image: Image, x: Int, y: Int, pictureWidth: Int, pictureHeight: Int) {
        let region = PixelRegion(x: x, y: y, width: image.width, height: image.height)
        precondition(
            region.fits(width: pictureWidth, height: pictureHeight),
            "region \(region) is outside an image of \(pictureWidth)×\(pictureHeight) pixels")
        self.image = image
        self.region = region
        self.pictureWidth = pictureWidth
        self.pictureHeight = pictureHeight
    }

    /// A whole picture.
    public init(_ image: Image) {
        self.init(image, x: 0, y: 0, pictureWidth: image.width, pictureHeight: image.height)
    }

    /// Whether a region of the picture is there.
    func contains(_ other: PixelRegion) -> Bool {
        other.x >= region.x && other.y >= region.y && other.x + other.width <= region.x + region.width
            && other.y + other.height <= region.y + region.height
    }
}
