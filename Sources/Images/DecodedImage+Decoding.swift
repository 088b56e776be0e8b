extension DecodedImage {
    /// Decodes a JPEG, PNG or WebP file.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - options: Orientation, transparency, reduced size, limits, and whether a cut file will do.
    /// - Throws: ``ImageError``; the size of the picture is checked before memory for it is taken.
    public init(decoding bytes: [UInt8], options: DecodingOptions = DecodingOptions()) throws(ImageError) {
        self = try PictureFile(bytes, options: options).decoded()
    }
}
