import FoundationEssentials

/// The 32-bit checksum of zip archives, polynomial 0x04C11DB7, bits reflected.
///
/// Eight bytes are taken at a time with eight tables, about five times as fast as one table and one byte.
/// Source: Sarwate, "Computation of cyclic redundancy checks via table look-up", CACM 31 (1988); Kounavis &
/// Berry, "A systematic approach to building high performance software-based CRC generators", ISCC 2005.
enum CyclicRedundancyCheck {
    /// Entry `256 * k + b` is what byte `b` contributes when `k` more bytes follow it.
    private static let table: [UInt32] = {
        var table = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 {
                value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
            table[byte] = value
        }
        for index in 256..<table.count {
            let shorter = table[index - 256]
            table[index] = shorter >> 8 ^ table[Int(shorter & 0xFF)]
        }
        return table
    }()

    /// The checksum of bytes.
    static func checksum(of bytes: Data) -> UInt32 {
        let source = bytes.span
        let table = table.span
        var state: UInt32 = 0xFFFF_FFFF
        var position = 0
        while position + 8 <= source.count {
            let block = source.extracting(position..<position + 8)
            let low = state ^ FloatDecoding.word(block, 0)
            let high = FloatDecoding.word(block, 4)
            var next = table[1792 + Int(low & 0xFF)] ^ table[1536 + Int(low >> 8 & 0xFF)]
            next ^= table[1280 + Int(low >> 16 & 0xFF)] ^ table[1024 + Int(low >> 24)]
            next ^= table[768 + Int(high & 0xFF)] ^ table[512 + Int(high >> 8 & 0xFF)]
            state = next ^ table[256 + Int(high >> 16 & 0xFF)] ^ table[Int(high >> 24)]
            position += 8
        }
        for index in position..<source.count {
            state = state >> 8 ^ table[Int((state ^ UInt32(source[index])) & 0xFF)]
        }
        return ~state
    }
}
