extension Image {
    /// Decodes a JPEG, PNG or WebP file.
    ///
    /// What becomes of every kind of file stands in a table at ``DecodedImage``.
    ///
    /// A file from which picture data is lost is refused, however little: what a decoder makes up in its
    /// place would be learned as if it had been photographed. A JPEG that lacks nothing but its end marker is
    /// read, because all its data is there, and cameras and web servers do write such files. With
    /// ``DecodingOptions/minimumCompleteShare``, of a file that is cut short what is there can be had.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - options: Orientation, transparency, reduced size, limits, and whether a cut file will do.
    /// - Throws: ``ImageError``; the size of the picture is checked before memory for it is taken.
    public static func decode(
        _ bytes: [UInt8], options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Image {
        try DecodedImage(decoding: bytes, options: options).image
    }

    /// Reads what the header of a JPEG, PNG or WebP file says, without its pixels and without limits.
    ///
    /// - Parameter bytes: The content of the file.
    /// - Throws: ``ImageError`` where the file is none of these, or its header is damaged or of a kind that
    ///   is not read.
    public static func inspect(_ bytes: [UInt8]) throws(ImageError) -> ImageInfo {
        let codec = try Codec(formatOf: bytes)
        return codec.info(of: bytes, header: try codec.header(of: bytes))
    }
}
