/// The chunks that a PNG file consists of: length, name, data, sum.
/// Source: PNG third edition, section 5.3.
public enum PNGChunks {
    private static let signatureLength = 8

    /// A chunk with its length and its correct sum.
    public static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return bigEndian(UInt32(data.count)) + body + bigEndian(CRC32.checksum(body))
    }

    /// The file with the sum of every chunk set right, up to the first one that leaves the file.
    public static func withCorrectSums(_ bytes: [UInt8]) -> [UInt8] {
        var mended = bytes
        var position = signatureLength
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let sum = position + 8 + length
            guard sum + 4 <= bytes.count else { break }
            mended.replaceSubrange(sum..<sum + 4, with: bigEndian(CRC32.checksum(bytes[position + 4..<sum])))
            position = sum + 4
        }
        return mended
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
