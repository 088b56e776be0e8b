extension Image {
    /// The image as a PNG file: 8-bit RGB, no interlacing, no metadata. The same image gives the same bytes.
    ///
    /// - Throws: ``ImageError/cannotEncode(_:message:)`` or ``ImageError/outOfMemory(_:)``.
    public func encodedPNG() throws(ImageError) -> [UInt8] {
        try Codec.encodedPNG(self)
    }

    /// The image as a baseline JPEG file with standard Huffman tables and no metadata.
    ///
    /// - Parameters:
    ///   - quality: libjpeg's scale, `1 ... 100`.
    ///   - subsampling: How many pixels share one sample of colour.
    /// - Throws: ``ImageError/cannotEncode(_:message:)`` where a side is longer than the 65,500 pixels that
    ///   libjpeg writes, or ``ImageError/outOfMemory(_:)``.
    /// - Precondition: `quality` is in `1 ... 100`.
    public func encodedJPEG(
        quality: Int = 90, subsampling: ChromaSubsampling = .quarter
    ) throws(ImageError) -> [UInt8] {
        precondition((1...100).contains(quality), "JPEG quality \(quality) is outside 1 ... 100")
        let shared: (width: Int32, height: Int32) =
            switch subsampling {
            case .none: (1, 1)
            case .horizontal: (2, 1)
            case .quarter: (2, 2)
            }
        return try Codec.encodedJPEG(self, quality: quality, shared: shared)
    }
}
