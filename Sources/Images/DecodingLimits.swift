/// What a file may ask for before it is refused. They are checked before any memory for pixels is taken.
public struct DecodingLimits: Hashable, Sendable {
    /// The largest number of pixels, width × height as stored.
    ///
    /// Decoding takes 3 bytes for each, 7 where there is transparency or CMYK, 6 more in a progressive JPEG and
    /// 4 more in a WebP without loss.
    public var pixelCount: Int

    /// The largest file, in bytes.
    public var byteCount: Int

    /// The largest number of scans in a progressive JPEG. Usual files have about 10; each costs a pass over
    /// the picture, and a hostile file fits thousands into a few kilobytes.
    public var scanCount: Int

    /// Makes limits: 200 million pixels, 256 MiB and 500 scans unless stated.
    public init(pixelCount: Int = 200_000_000, byteCount: Int = 256 << 20, scanCount: Int = 500) {
        self.pixelCount = pixelCount
        self.byteCount = byteCount
        self.scanCount = scanCount
    }
}
