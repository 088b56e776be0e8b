/// The bytes of a list in a text file, known to be UTF-8 and not too many.
struct ListText {
    /// The largest file that is read: 1 GiB, about seven million rows.
    static let maximumByteCount = 1 << 30

    /// All bytes of the file.
    let bytes: [UInt8]

    /// Where the text begins, behind the byte order mark if there is one.
    let start: Int

    /// Checks the bytes of a file. Complexity: O(*n*), without a copy.
    ///
    /// - Throws: `TableError.tooLarge`, `.isUTF16` or `.notUTF8`.
    init(_ bytes: [UInt8]) throws(TableError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw .tooLarge(byteCount: bytes.count, maximum: Self.maximumByteCount)
        }
        // What a spreadsheet calls "Unicode text" begins with one of these marks and is no UTF-8.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .isUTF16 }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let offset = error.byteOffsets.lowerBound
            throw .notUTF8(line: Self.line(ofByteAt: offset, in: bytes), byteOffset: offset)
        }
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The line of a byte, from 1, where lines end with LF, CRLF or CR.
    private static func line(ofByteAt offset: Int, in bytes: [UInt8]) -> Int {
        var line = 1
        for index in 0..<offset {
            let isLineFeed = bytes[index] == UInt8(ascii: "\n")
            let follows = index > 0 && bytes[index - 1] == UInt8(ascii: "\r")
            if bytes[index] == UInt8(ascii: "\r") || isLineFeed && !follows { line += 1 }
        }
        return line
    }
}
