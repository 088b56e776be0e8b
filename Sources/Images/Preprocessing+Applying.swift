extension Preprocessing {
    /// How a file is decoded for this network.
    ///
    /// With `allowsScaledDecoding`, a JPEG whose short side still has at least twice `resizeShortSide` pixels
    /// at 1/2, 1/4 or 1/8 of its size is decoded at that size, which halves the time for a photo of 12
    /// million pixels. Twice, because the difference is then smaller than that between two customary filters:
    /// over 100 photos and short sides of 48 to 128 pixels, prepared pictures differ from those of a full
    /// decode by 1.1 to 1.9 grey levels in the mean (2.0 to 3.0 with a factor of 1.5, 2.7 to 3.8 with 1), and
    /// those of bilinear from those of bicubic resizing by 1.6 to 2.6.
    public var decodingOptions: DecodingOptions { decodingOptions(ReadingOptions()) }

    /// How a file is decoded for this network, with what is accepted of files; see ``decodingOptions``.
    ///
    /// - Parameter reading: Limits, and how much of a cut file must be there.
    public func decodingOptions(_ reading: ReadingOptions) -> DecodingOptions {
        DecodingOptions(
            appliesOrientation: appliesOrientation, alphaBackground: alphaBackground,
            minimumShortSide: allowsScaledDecoding ? 2 * resizeShortSide : nil, limits: reading.limits,
            minimumCompleteShare: reading.minimumCompleteShare)
    }

    /// The number of values a picture: `cropHeight × cropWidth × 3`.
    public var valueCount: Int { cropWidth * cropHeight * channelCount }

    /// Resizes a picture and cuts out its middle.
    ///
    /// With r = `resizeShortSide` / min(W, H), the resized picture has round(W · r) × round(H · r) pixels,
    /// halves rounded to even; the crop starts at ⌊(width − `cropWidth`) / 2⌋ and ⌊(height − `cropHeight`) /
    /// 2⌋. Only the pixels of the crop are computed. Where the resized picture is smaller than the crop,
    /// `alphaBackground` fills the rest.
    ///
    /// - Returns: An image of `cropWidth` × `cropHeight` pixels.
    public func prepared(_ image: Image) -> Image {
        let plan = Plan(self, width: image.width, height: image.height)
        return framed(plan.resize(PicturePart(image)), plan)
    }

    /// What ``prepared(_:)-(Image)`` makes of the picture in a file, of which only the pixels that it depends on are
    /// decoded where that is possible; see ``PictureFile/part(_:)``.
    ///
    /// - Throws: ``ImageError``
    public func prepared(_ file: PictureFile) throws(ImageError) -> Image {
        guard file.hasParts else { return prepared(try file.decoded().image) }
        let plan = Plan(self, width: file.width, height: file.height)
        return framed(plan.resize(try file.part(plan.resize.sourceRegion)), plan)
    }

    /// The part of a picture that the network sees, also beyond the picture's edges where those are padded.
    ///
    /// - Parameters:
    ///   - width: The columns of the picture.
    ///   - height: The rows of the picture.
    /// - Precondition: Both are positive.
    public func visibleRegion(ofWidth width: Int, height: Int) -> RelativeRegion {
        let plan = Plan(self, width: width, height: height)
        let (columns, rows) = (plan.columns.shares(ofCrop: cropWidth), plan.rows.shares(ofCrop: cropHeight))
        return RelativeRegion(
            left: columns.start, top: rows.start, right: columns.end, bottom: rows.end)
    }

    private func framed(_ resized: Image, _ plan: Plan) -> Image {
        resized.padded(
            toWidth: cropWidth, height: cropHeight, x: plan.columns.margin, y: plan.rows.margin,
            background: alphaBackground)
    }

    /// The numbers of a picture, `[H, W, C]`: `(x − mean) / standardDeviation` of red, green and blue, or of luminance
    /// for a network with one channel.
    ///
    /// Luminance is (19595 R + 38470 G + 7471 B + 32768) / 65536, rounded down: Rec. 601 in 16 bits, as Pillow has it.
    /// Source: ITU-R BT.601-7, section 2.5.1.
    ///
    /// - Parameter image: A picture of any size, usually one that ``prepared(_:)`` returned.
    public func normalized(_ image: Image) -> [Float] {
        var values = [Float](repeating: 0, count: image.width * image.height * channelCount)
        var span = values.mutableSpan
        normalize(image, into: &span)
        return values
    }

    /// Writes the numbers of a picture, `[H, W, C]`, where the caller wants them, for example into one place
    /// of a batch `[N, H, W, C]`.
    ///
    /// - Precondition: `output.count == image.width * image.height * channelCount`.
    public func normalize(_ image: Image, into output: inout MutableSpan<Float>) {
        let pixels = image.pixels.span
        let valueCount = image.width * image.height * channelCount
        precondition(
            output.count == valueCount, "room for \(output.count) values cannot hold \(valueCount)")
        // 256 levels have 256 results: looking them up is as exact as dividing for each pixel, and faster.
        let table = (0..<channelCount).flatMap { channel in
            (0..<256).map { (Float($0) - mean[channel]) / standardDeviation[channel] }
        }
        let levels = table.span
        guard channelCount == 3 else {
            var position = 0
            for index in output.indices {
                let luminance =
                    19595 * Int(pixels[position]) + 38470 * Int(pixels[position + 1])
                    + 7471 * Int(pixels[position + 2])
                output[index] = levels[(luminance + 32768) >> 16]
                position += 3
            }
            return
        }
        for position in stride(from: 0, to: pixels.count, by: 3) {
            output[position] = levels[Int(pixels[position])]
            output[position + 1] = levels[256 + Int(pixels[position + 1])]
            output[position + 2] = levels[512 + Int(pixels[position + 2])]
        }
    }
}

/// Resize and crop of a picture of known size.
private struct Plan {
    let columns: Axis
    let rows: Axis
    let resize: ImageResize

    init(_ preprocessing: Preprocessing, width: Int, height: Int) {
        let ratio = Double(preprocessing.resizeShortSide) / Double(min(width, height))
        columns = Axis(sourceCount: width, ratio: ratio, cropCount: preprocessing.cropWidth)
        rows = Axis(sourceCount: height, ratio: ratio, cropCount: preprocessing.cropHeight)
        resize = ImageResize(
            pictureWidth: width, pictureHeight: height, toWidth: columns.resizedCount,
            height: rows.resizedCount, filter: preprocessing.interpolation,
            cropping: PixelRegion(
                x: columns.visible.lowerBound, y: rows.visible.lowerBound, width: columns.visible.count,
                height: rows.visible.count))
    }
}

/// Resize and crop along one axis, in pixels.
private struct Axis {
    /// The extent of the resized picture.
    let resizedCount: Int
    /// The resized pixels that the crop shows.
    let visible: Range<Int>
    /// The pixels of the crop before the first visible one.
    let margin: Int

    init(sourceCount: Int, ratio: Double, cropCount: Int) {
        resizedCount = max(Int((Double(sourceCount) * ratio).rounded(.toNearestOrEven)), 1)
        let start = (resizedCount - cropCount) >> 1  // rounds down, below zero too
        visible = max(start, 0)..<min(start + cropCount, resizedCount)
        margin = visible.lowerBound - start
    }

    /// Where the crop starts and ends, as shares of the resized picture, which are those of the picture.
    func shares(ofCrop cropCount: Int) -> (start: Double, end: Double) {
        let start = visible.lowerBound - margin
        return (Double(start) / Double(resizedCount), Double(start + cropCount) / Double(resizedCount))
    }
}
