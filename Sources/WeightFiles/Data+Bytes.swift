import FoundationEssentials

extension Data {
    /// The bytes at positions counted from zero, whatever this value's own first index is; no copy.
    func bytes(at range: Range<Int>) -> Data {
        self[startIndex + range.lowerBound..<startIndex + range.upperBound]
    }

    /// The byte at a position counted from zero.
    func byte(at position: Int) -> UInt8 {
        self[startIndex + position]
    }

    /// The little-endian number in `byteCount` bytes (eight at most) at a position counted from zero.
    func littleEndian(at position: Int, byteCount: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<byteCount {
            value |= UInt64(byte(at: position + index)) << UInt64(8 * index)
        }
        return value
    }
}
