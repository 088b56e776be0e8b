public import Images

/// Reads image files the one way that training, checks and prediction share: file, digest, picture.
public struct ImageReader: Sendable {
    /// A file that was read and decoded.
    public struct Reading: Hashable, Sendable {
        /// The digest of the file's bytes.
        public let digest: ContentDigest
        /// The picture and what its file says of it.
        public let decoded: DecodedImage
    }

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

    /// The picture in a file, with the digest of the file.
    ///
    /// - Parameter expected: The digest that the file had before; nil takes any.
    /// - Throws: `ImageReadError.file`, `.image`, or `.changedMeanwhile` where the digest is another one.
    public func read(_ path: String, expecting expected: ContentDigest? = nil) throws(ImageReadError)
        -> Reading
    {
        let bytes = try bytes(atPath: path)
        let digest = ContentDigest(of: bytes)
        if let expected, digest != expected { throw .changedMeanwhile }
        return Reading(digest: digest, decoded: try decode(bytes))
    }

    private func decode(_ bytes: [UInt8]) throws(ImageReadError) -> DecodedImage {
        do {
            return try DecodedImage(decoding: bytes, options: options)
        } catch {
            throw .image(error)
        }
    }
}
