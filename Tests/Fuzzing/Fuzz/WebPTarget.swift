import Images

/// WebP files through the decoder that all commands use.
enum WebPTarget: FuzzTarget {
    static let name = "webp"

    static func check(_ bytes: [UInt8]) { PictureChecks.check(bytes) }

    /// Nothing of ours writes WebP; the other seeds are the committed files.
    static func seeds() throws -> [[UInt8]] {
        [file([pixels]), file([header(flags: exifFlag), pixels, chunk("EXIF", [0x4D, 0x4D, 0, 42])])]
    }

    /// The length of the whole file set right.
    static func mended(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 12 else { return bytes }
        return Array(bytes[..<4]) + littleEndian(bytes.count - 8) + bytes[8...]
    }

    /// The flag in the extended header for a chunk `EXIF`.
    private static let exifFlag: UInt8 = 8

    /// A picture with a block of EXIF metadata, 9×7 pixels.
    static func picture(exif: [UInt8]) -> [UInt8] {
        file([header(flags: exifFlag), pixels, chunk("EXIF", exif)])
    }

    /// 9×7 pixels of one colour, lossless: what Pillow 13.0 writes for
    /// `Image.new("RGB", (9, 7), (200, 100, 50)).save(…, "WEBP", lossless=True, method=6)`.
    private static let pixels = chunk(
        "VP8L", [47, 8, 128, 1, 0, 7, 80, 178, 34, 87, 166, 255, 129, 136, 232, 127, 0])

    /// The extended header: flags, and width and height less one in three bytes each.
    private static func header(flags: UInt8) -> [UInt8] {
        chunk("VP8X", [flags, 0, 0, 0, 8, 0, 0, 6, 0, 0])
    }

    private static func file(_ chunks: [[UInt8]]) -> [UInt8] {
        chunk("RIFF", Array("WEBP".utf8) + chunks.joined())
    }

    /// A chunk with its length, padded to an even one.
    /// Source: Google, "WebP Container Specification", section "RIFF File Format".
    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + littleEndian(data.count) + data + [UInt8](repeating: 0, count: data.count % 2)
    }

    private static func littleEndian(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
