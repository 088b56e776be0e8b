public import Images

/// Reads image files the one way that training, checks and prediction share.
public struct ImageReader: Sendable {
    /// How bytes become a picture, limits included.
    public let options: DecodingOptions

    /// Makes a reader.
    public init(options: DecodingOptions) {
        self.options = options
    }

    /// The bytes of a file within the limit.
    ///
    /// - Throws: `ImageReadError.file`.
    public func bytes(atPath path: String) throws(ImageReadError) -> [UInt8] {
        do {
            return try FileReader.bytes(atPath: path, maximumByteCount: options.limits.byteCount)
        } catch {
            throw .file(error)
        }
    }

    /// The picture in a file.
    ///
    /// - Throws: `ImageReadError.file` or `.image`.
    public func image(atPath path: String) throws(ImageReadError) -> DecodedImage {
        try decode(try bytes(atPath: path))
    }

    /// The picture in the bytes of a file.
    ///
    /// - Throws: `ImageReadError.image`.
    public func decode(_ bytes: [UInt8]) throws(ImageReadError) -> DecodedImage {
        do {
            return try DecodedImage(decoding: bytes, options: options)
        } catch {
            throw .image(error)
        }
    }
}
