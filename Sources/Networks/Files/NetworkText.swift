/// Checks the text of a network file before it is decoded: that it is JSON, and that no object has a key twice, of which
/// decoders keep one without a word.
/// Source: RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format".
public struct NetworkText {
    /// The deepest nesting that is read; a network needs five.
    public static let depthLimit = 32

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    /// Checks a text.
    ///
    /// - Throws: `NetworkTextError`.
    public static func check(_ bytes: [UInt8]) throws(NetworkTextError) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var text = NetworkText(bytes)
        text.skipSpace()
        guard text.next != nil else { throw .empty }
        try text.value(depth: 1)
        text.skipSpace()
        guard text.next == nil else { throw text.fault(.endOfFile) }
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // Some editors begin a file with the byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ expected: NetworkTextError.Expectation) -> NetworkTextError {
        next == nil
            ? .ended(line: line, expected: expected)
            : .unexpected(line: line, column: position - lineStart + 1, expected: expected)
    }

    /// Steps over white space, the only place where a line may end.
    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            position += 1
            guard byte == 0x0A else { continue }
            line += 1
            lineStart = position
        }
    }

    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(NetworkTextError) {
        skipSpace()
        guard depth <= Self.depthLimit else { throw .tooDeep(line: line, limit: Self.depthLimit) }
        switch next {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try list(depth: depth)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "-"): try number()
        case let byte? where Self.isDigit(byte): try number()
        default: throw fault(.value)
        }
    }

    private mutating func object(depth: Int) throws(NetworkTextError) {
        _ = skip("{")
        skipSpace()
        if skip("}") { return }
        var lines: [ArraySlice<UInt8>: Int] = [:]
        var name: String?
        var repeated: (key: String, lines: [Int])?
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault(.key) }
            let start = position
            let key = try string()
            guard !key.contains(UInt8(ascii: "\\")) else {
                position = start
                throw fault(.plainKey)
            }
            if let first = lines.updateValue(line, forKey: key), repeated == nil {
                repeated = (String(decoding: key, as: UTF8.self), first == line ? [line] : [first, line])
            }
            skipSpace()
            guard skip(":") else { throw fault(.colon) }
            skipSpace()
            let valueStart = position
            try value(depth: depth + 1)
            if key.elementsEqual("name".utf8), bytes[valueStart] == UInt8(ascii: "\"") {
                name = String(decoding: bytes[(valueStart + 1)..<(position - 1)], as: UTF8.self)
            }
            skipSpace()
        } while skip(",")
        guard skip("}") else { throw fault(.commaOrBrace) }
        if let repeated { throw .repeatedKey(repeated.key, node: name, lines: repeated.lines) }
    }

    private mutating func list(depth: Int) throws(NetworkTextError) {
        _ = skip("[")
        skipSpace()
        if skip("]") { return }
        repeat {
            try value(depth: depth + 1)
            skipSpace()
        } while skip(",")
        guard skip("]") else { throw fault(.commaOrBracket) }
    }

    /// Steps over a text, and returns what stands between its quotation marks.
    private mutating func string() throws(NetworkTextError) -> ArraySlice<UInt8> {
        _ = skip("\"")
        let start = position
        while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") { try escape() } else { position += 1 }
        }
        let text = bytes[start..<position]
        guard skip("\"") else { throw fault(.endOfText) }
        return text
    }

    private mutating func escape() throws(NetworkTextError) {
        let start = position
        position += 1
        guard let letter = next else { throw fault(.escape) }
        position += 1
        if #"\"/bfnrt"#.utf8.contains(letter) { return }
        if letter == UInt8(ascii: "u"), let unit = codeUnit(), !UTF16.isTrailSurrogate(unit) {
            guard UTF16.isLeadSurrogate(unit) else { return }
            if skip("\\"), skip("u"), let second = codeUnit(), UTF16.isTrailSurrogate(second) { return }
        }
        position = start
        throw fault(.escape)
    }

    /// Steps over four hexadecimal digits.
    private mutating func codeUnit() -> UInt16? {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
            return nil
        }
        position += 4
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func word(_ word: StaticString) throws(NetworkTextError) {
        let wanted = Array(word.description.utf8)
        guard bytes[position...].starts(with: wanted) else { throw fault(.value) }
        position += wanted.count
    }

    private mutating func number() throws(NetworkTextError) {
        _ = skip("-")
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        guard skip("e") || skip("E") else { return }
        if !skip("+") { _ = skip("-") }
        try digits()
    }

    private mutating func digits() throws(NetworkTextError) {
        let start = position
        while let byte = next, Self.isDigit(byte) { position += 1 }
        guard position > start else { throw fault(.digit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
