extension DecodedImage {
    /// Decodes a JPEG, PNG or WebP file.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - options: Orientation, transparency, reduced size, limits, and whether a cut file will do.
    /// - Throws: ``ImageError``; the size of the picture is checked before memory for it is taken.
    public init(decoding bytes: [UInt8], options: DecodingOptions = DecodingOptions()) throws(ImageError) {
        guard bytes.count <= options.limits.byteCount else {
            throw .tooManyBytes(byteCount: bytes.count, limit: options.limits.byteCount)
        }
        let codec = try Codec(formatOf: bytes)
        let header = try codec.header(of: bytes)
        let (pixelCount, overflows) = header.width.multipliedReportingOverflow(by: header.height)
        guard !overflows, pixelCount <= options.limits.pixelCount else {
            throw .tooManyPixels(width: header.width, height: header.height, limit: options.limits.pixelCount)
        }
        let denominator = codec.format == .jpeg ? options.scaleDenominator(for: header) : 1
        let output = try codec.decoded(
            bytes, header: header, scaleDenominator: denominator, options: options)
        let pixels =
            switch (header.channelCount, codec.format) {
            case (4, .jpeg):
                FourChannelPixels(samples: output.samples).convertedFromInvertedCMYK()
            case (4, _):
                FourChannelPixels(samples: output.samples).composited(over: options.alphaBackground)
            default: output.samples
            }
        info = codec.info(of: bytes, header: header)
        if output.isCutShort, codec.format == .webp, ImageOrientation.isMissing(fromWebP: bytes) {
            // Nobody can tell which side of what is left is up.
            throw .truncated(codec.format, byteCount: bytes.count)
        }
        let stored = Image(width: output.width, height: output.rowCount, pixels: pixels)
        image = options.appliesOrientation ? stored.oriented(info.orientation) : stored
        completeShare = output.share
        isCutShort = output.isCutShort
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
