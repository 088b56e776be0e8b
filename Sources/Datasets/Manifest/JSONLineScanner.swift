/// Reads the tokens of one line of JSON.
///
/// Values that nobody asks for are checked and skipped, no document tree is built, time is linear in the
/// bytes and the depth is limited. `JSONDecoder` would keep the first of two equal keys without a word.
/// Source: RFC 8259, <https://www.rfc-editor.org/rfc/rfc8259>.
struct JSONLineScanner {
    /// The largest depth of lists and objects in one another, the line's own object included.
    static let depthMaximum = 64

    private let bytes: [UInt8]
    private let start: Int
    private let end: Int
    private var position: Int
    private var keyCount = 0

    /// Prepares to read bytes of a text that is known to be UTF-8.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        start = range.lowerBound
        end = range.upperBound
        position = start
    }

    private var next: UInt8? { position < end ? bytes[position] : nil }

    private func fault(_ expected: JSONFault.Expectation) -> ManifestFault {
        .json(.malformed(byte: position - start + 1, expected: expected))
    }

    /// Steps over blanks to the byte that tells the kind of what follows; nil at the end.
    mutating func peek() -> UInt8? {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { position += 1 }
        return next
    }

    /// Steps over blanks and one byte if it is the given one.
    mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// Steps over blanks and one byte.
    mutating func expect(_ byte: Unicode.Scalar, _ expected: JSONFault.Expectation) throws(ManifestFault) {
        guard skip(byte) else { throw fault(expected) }
    }

    /// Reads the next key of the object that the line consists of; the caller then reads or skips its value.
    ///
    /// - Returns: The key; nil at the end of the object, behind which nothing stands.
    mutating func nextKey() throws(ManifestFault) -> String? {
        if keyCount == 0 { try expect("{", .object) }
        if skip("}") {
            guard peek() == nil else { throw fault(.endOfLine) }
            return nil
        }
        if keyCount > 0 {
            try expect(",", .commaOrClosingBrace)
        }
        keyCount += 1
        return try key()
    }

    /// Reads a key and the colon behind it.
    mutating func key() throws(ManifestFault) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw fault(.key) }
        let key = try string()
        try expect(":", .colon)
        return key
    }

    /// Checks a value of any kind and steps over it.
    mutating func skipValue() throws(ManifestFault) {
        try skipValue(depth: 1)
    }

    private mutating func skipValue(depth: Int) throws(ManifestFault) {
        switch peek() {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        case let byte? where Self.beginsNumber(byte): _ = try number()
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth < Self.depthMaximum else { throw .json(.tooDeep(maximum: Self.depthMaximum)) }
            if skip("[") { try skipList(depth: depth) } else { try skipObject(depth: depth) }
        default: throw fault(.value)
        }
    }

    /// Whether a value that begins with a byte is a number.
    static func beginsNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func skipList(depth: Int) throws(ManifestFault) {
        guard !skip("]") else { return }
        repeat { try skipValue(depth: depth + 1) } while skip(",")
        try expect("]", .commaOrClosingBracket)
    }

    private mutating func skipObject(depth: Int) throws(ManifestFault) {
        try expect("{", .object)
        guard !skip("}") else { return }
        repeat {
            _ = try key()
            try skipValue(depth: depth + 1)
        } while skip(",")
        try expect("}", .commaOrClosingBrace)
    }

    private mutating func literal(_ word: StaticString) throws(ManifestFault) {
        for byte in word.description.utf8 {
            guard next == byte else { throw fault(.value) }
            position += 1
        }
    }

    /// Steps over `null` if it stands here.
    mutating func skipNull() throws(ManifestFault) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try literal("null")
        return true
    }
}

// MARK: Numbers and texts

extension JSONLineScanner {
    /// Reads a number as it is written.
    ///
    /// - Returns: The text, and whether it has neither fraction nor exponent.
    mutating func number() throws(ManifestFault) -> (text: String, isWhole: Bool) {
        let first = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
        let wholeEnd = position
        if next == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return (String(decoding: bytes[first..<position], as: UTF8.self), position == wholeEnd)
    }

    private mutating func digits() throws(ManifestFault) {
        let first = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > first else { throw fault(.digit) }
    }

    /// Reads a text and resolves its escapes.
    ///
    /// - Precondition: A quotation mark stands next.
    mutating func string() throws(ManifestFault) -> String {
        position += 1
        var resolved: [UInt8] = []
        var first = position
        while let byte = next, byte >= 0x20 {
            if byte == UInt8(ascii: "\"") {
                let rest = bytes[first..<position]
                position += 1
                return String(decoding: resolved.isEmpty ? rest : resolved + rest, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                resolved += bytes[first..<position]
                resolved += String(Character(try escape())).utf8
                first = position
            } else {
                position += 1
            }
        }
        throw fault(.endOfText)
    }

    /// Reads an escape from its backslash on; a fault is at the backslash.
    private mutating func escape() throws(ManifestFault) -> Unicode.Scalar {
        let backslash = position
        if let scalar = escapedScalar() { return scalar }
        position = backslash
        throw fault(.escape)
    }

    private mutating func escapedScalar() -> Unicode.Scalar? {
        position += 1
        guard let byte = next else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = codeUnit() else { return nil }
            // The second half of a pair is no character by itself, which `Unicode.Scalar` refuses.
            guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
            guard bytes[position..<end].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
                return nil
            }
            position += 2
            guard let low = codeUnit(), UTF16.isTrailSurrogate(low) else { return nil }
            return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
        default: return nil
        }
    }

    /// Reads four hexadecimal digits; nil where others stand.
    private mutating func codeUnit() -> UInt16? {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else {
                return nil
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
