/// What a file may ask for before it is refused. They are checked before any memory for pixels is taken.
public struct DecodingLimits: Hashable, Sendable {
    /// The largest number of pixels, width × height as stored.
    ///
    /// Decoding takes 3 bytes for each, 7 where there is transparency or CMYK, 6 more in a progressive JPEG
    /// and 4 more in a WebP without loss.
    public var pixelCount: Int

    /// The largest file, in bytes.
    public var byteCount: Int

    /// The largest number of scans in a progressive JPEG. Usual files have about 10; each costs a pass over
    /// the picture, and a hostile file fits thousands into a few kilobytes.
    ///
    /// A picture as large as ``pixelCount`` allows may have 20, one of half that size 40, and so on up to
    /// this number: 500 scans of 200 million pixels would take half a minute.
    public var scanCount: Int

    /// Makes limits: 200 million pixels, 256 MiB and 500 scans unless stated.
    public init(pixelCount: Int = 200_000_000, byteCount: Int = 256 << 20, scanCount: Int = 500) {
        self.pixelCount = pixelCount
        self.byteCount = byteCount
        self.scanCount = scanCount
    }

    /// The largest number of scans in a picture of so many pixels; see ``scanCount``.
    func scanLimit(pixelCount: Int) -> Int {
        let (product, overflows) = self.pixelCount.multipliedReportingOverflow(by: Self.scanCountOfLargest)
        return min(scanCount, (overflows ? Int.max : product) / max(pixelCount, 1))
    }

    /// The number of scans in a picture that is as large as it may be.
    private static let scanCountOfLargest = 20
}
