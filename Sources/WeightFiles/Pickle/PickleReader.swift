import FoundationEssentials

/// Reads the operands of a pickle's instructions in order, within the bytes that are there.
struct PickleReader {
    private let bytes: Data

    /// The position of the next byte.
    private(set) var offset: Int

    init(bytes: Data, offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The number of bytes after the position.
    var bytesLeft: Int { bytes.count - offset }

    private mutating func advance(by count: Int) throws(PickleError) -> Int {
        guard count <= bytesLeft else {
            throw .truncated(offset: offset, needed: count, available: bytesLeft)
        }
        defer { offset += count }
        return offset
    }

    /// Reads one byte.
    mutating func byte() throws(PickleError) -> UInt8 {
        bytes.byte(at: try advance(by: 1))
    }

    /// Reads an unsigned little-endian number of at most eight bytes that fits in `Int`.
    mutating func unsigned(byteCount: Int) throws(PickleError) -> Int {
        let start = try advance(by: byteCount)
        guard let value = Int(exactly: bytes.littleEndian(at: start, byteCount: byteCount)) else {
            throw .numberTooLarge(offset: start)
        }
        return value
    }

    /// Reads a signed little-endian number of four bytes.
    mutating func signed32() throws(PickleError) -> Int {
        let start = try advance(by: 4)
        return Int(Int32(truncatingIfNeeded: bytes.littleEndian(at: start, byteCount: 4)))
    }

    /// Reads a 64-bit float; this one is big-endian.
    mutating func float() throws(PickleError) -> Double {
        let start = try advance(by: 8)
        return Double(bitPattern: bytes.littleEndian(at: start, byteCount: 8).byteSwapped)
    }

    /// Reads an integer in two's complement of any length.
    mutating func integer(byteCount: Int) throws(PickleError) -> PickleValue {
        let start = try advance(by: byteCount)
        guard byteCount <= 8 else {
            return .longInt(Array(bytes.bytes(at: start..<start + byteCount)))
        }
        guard byteCount > 0 else { return .int(0) }
        let shift = Int64(64 - 8 * byteCount)
        let bits = Int64(bitPattern: bytes.littleEndian(at: start, byteCount: byteCount))
        return .int(Int((bits << shift) >> shift))
    }

    /// Reads a text of known length.
    mutating func text(byteCount: Int) throws(PickleError) -> String {
        let start = try advance(by: byteCount)
        guard let text = String(validating: bytes.bytes(at: start..<start + byteCount), as: UTF8.self) else {
            throw .invalidText(offset: start)
        }
        guard StreamSafeText.isSafe(text) else {
            throw .tooManyMarks(offset: start, limit: StreamSafeText.markLimit)
        }
        return text
    }

    /// Reads a text up to a line feed, which is left out.
    mutating func line() throws(PickleError) -> String {
        var end = offset
        while end < bytes.count, bytes.byte(at: end) != 0x0A { end += 1 }
        guard end < bytes.count else {
            throw .truncated(offset: offset, needed: bytesLeft + 1, available: bytesLeft)
        }
        let line = try text(byteCount: end - offset)
        offset = end + 1
        return line
    }

    /// Steps over bytes that are not needed.
    mutating func skip(byteCount: Int) throws(PickleError) {
        _ = try advance(by: byteCount)
    }
}
