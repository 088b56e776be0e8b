extension Image {
    /// The pixels of a region as an image of their own.
    ///
    /// - Precondition: The region lies within the image.
    public func cropped(to region: PixelRegion) -> Image {
        precondition(
            region.fits(width: width, height: height),
            "region \(region) is outside an image of \(width)×\(height) pixels")
        if region.width == width && region.height == height { return self }
        var cropped: [UInt8] = []
        cropped.reserveCapacity(region.width * region.height * 3)
        for row in region.y..<region.y + region.height {
            let start = (row * width + region.x) * 3
            cropped += pixels[start..<start + region.width * 3]
        }
        return Image(width: region.width, height: region.height, pixels: cropped)
    }

    /// The image on a larger ground of one colour.
    ///
    /// - Parameters:
    ///   - width: The columns of the result.
    ///   - height: The rows of the result.
    ///   - x: The column of the result in which the image starts.
    ///   - y: The row of the result in which the image starts.
    ///   - background: The colour around the image.
    /// - Precondition: The image lies within the ground.
    public func padded(toWidth width: Int, height: Int, x: Int, y: Int, background: RGBColor) -> Image {
        let place = PixelRegion(x: x, y: y, width: self.width, height: self.height)
        precondition(
            place.fits(width: width, height: height),
            "region \(place) is outside an image of \(width)×\(height) pixels")
        if place.width == width && place.height == height { return self }
        var padded = Image(width: width, height: height, filledWith: background).pixels
        for row in 0..<self.height {
            let start = ((y + row) * width + x) * 3
            let source = row * self.width * 3
            padded.replaceSubrange(
                start..<start + self.width * 3, with: pixels[source..<source + self.width * 3])
        }
        return Image(width: width, height: height, pixels: padded)
    }
}
