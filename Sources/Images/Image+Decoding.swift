extension Image {
    /// Decodes a JPEG or PNG file.
    ///
    /// Read are: JPEG with Huffman or arithmetic coding, sequential or progressive, any subsampling, grey,
    /// RGB, YCbCr, CMYK and YCCK; PNG of every colour type and depth, interlaced or not, the first picture of
    /// an animated one. Of 16-bit samples the high byte stays. Gamma and colour profiles are not applied,
    /// metadata other than the orientation is not read.
    ///
    /// A file from which picture data is lost is refused, however little: what a decoder makes up in its
    /// place would be learned as if it had been photographed. A JPEG that lacks nothing but its end marker is
    /// read, because all its data is there, and cameras and web servers do write such files.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - options: Orientation, transparency, reduced size and limits.
    /// - Throws: ``ImageError``; the size of the picture is checked before memory for it is taken.
    public static func decode(
        _ bytes: [UInt8], options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Image {
        guard bytes.count <= options.limits.byteCount else {
            throw .tooManyBytes(byteCount: bytes.count, limit: options.limits.byteCount)
        }
        let codec = try Codec(format: supportedFormat(of: bytes))
        let header = try codec.header(of: bytes)
        let (pixelCount, overflows) = header.width.multipliedReportingOverflow(by: header.height)
        guard !overflows, pixelCount <= options.limits.pixelCount else {
            throw .tooManyPixels(width: header.width, height: header.height, limit: options.limits.pixelCount)
        }
        let denominator = codec.format == .jpeg ? options.scaleDenominator(for: header) : 1
        let width = (header.width + denominator - 1) / denominator
        let height = (header.height + denominator - 1) / denominator
        let samples = try codec.samples(
            of: bytes, sampleCount: width * height * header.channelCount, scaleDenominator: denominator,
            scanLimit: options.limits.scanCount)
        let pixels =
            switch (header.channelCount, codec.format) {
            case (4, .png): FourChannelPixels(samples: samples).composited(over: options.alphaBackground)
            case (4, _): FourChannelPixels(samples: samples).convertedFromInvertedCMYK()
            default: samples
            }
        let image = Image(width: width, height: height, pixels: pixels)
        guard options.appliesOrientation else { return image }
        return image.oriented(ImageOrientation(exifIn: bytes, format: codec.format))
    }

    /// Reads what the header of a JPEG or PNG file says, without its pixels and without limits.
    ///
    /// - Parameter bytes: The content of the file.
    /// - Throws: ``ImageError`` where the file is no JPEG or PNG, or its header is damaged or of an
    ///   unsupported kind.
    public static func inspect(_ bytes: [UInt8]) throws(ImageError) -> ImageInfo {
        let format = try supportedFormat(of: bytes)
        let header = try Codec(format: format).header(of: bytes)
        return ImageInfo(
            format: format, width: header.width, height: header.height,
            orientation: ImageOrientation(exifIn: bytes, format: format))
    }

    private static func supportedFormat(of bytes: [UInt8]) throws(ImageError) -> ImageFormat {
        if bytes.isEmpty { throw .empty }
        guard let format = ImageFormat(detectedIn: bytes) else {
            throw .notAnImage(firstBytes: Array(bytes.prefix(8)))
        }
        guard format.isSupported else { throw .unsupportedFormat(format) }
        return format
    }
}

extension DecodingOptions {
    /// The largest of 8, 4, 2 and 1 that leaves the short side long enough; a scaled side is rounded up.
    fileprivate func scaleDenominator(for header: Codec.Header) -> Int {
        guard let minimumShortSide else { return 1 }
        let shortSide = min(header.width, header.height)
        return [8, 4, 2].first { (shortSide + $0 - 1) / $0 >= minimumShortSide } ?? 1
    }
}
