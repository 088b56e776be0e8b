import TestSupport

/// Checksums of zip archives with stored entries.
/// Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", sections 4.3.7 and 4.3.12.
enum ZipSums {
    /// The archive with the sum in each record of the central directory set to that of the entry's bytes.
    /// Records that lead nowhere stay as they are.
    static func withCorrectSums(_ bytes: [UInt8]) -> [UInt8] {
        var mended = bytes
        for start in bytes.indices.dropLast(45) where bytes[start...].starts(with: [0x50, 0x4B, 1, 2]) {
            let size = bytes.littleEndian(at: start + 24)
            let header = bytes.littleEndian(at: start + 42)
            guard header + 30 <= bytes.count, bytes[header...].starts(with: [0x50, 0x4B, 3, 4]) else {
                continue
            }
            let lengths = bytes.littleEndian(at: header + 26)
            let data = header + 30 + (lengths & 0xFFFF) + lengths >> 16
            guard data + size <= bytes.count else { continue }
            let sum = Int(CRC32.checksum(bytes[data..<data + size]))
            for index in 0..<4 { mended[start + 16 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index)) }
        }
        return mended
    }
}

extension [UInt8] {
    /// The number in four bytes, the lowest first.
    fileprivate func littleEndian(at position: Int) -> Int {
        self[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
