/// Reads the tokens of JSON that a safetensors header is made of: braces, strings and whole numbers.
///
/// The caller knows at each position what may come next and asks for exactly that, so nothing is ever nested
/// deeper than the format's own three levels and no document tree is built. `JSONDecoder` would not do: it
/// keeps the first of two equal keys without a word and accepts `1.0` as a whole number.
/// Source: RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format".
struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0

    /// What is added to a position to get an offset in the file, for messages.
    private let baseOffset: Int

    init(bytes: [UInt8], baseOffset: Int) {
        self.bytes = bytes
        self.baseOffset = baseOffset
    }

    /// The offset in the file of the next byte.
    var offset: Int { baseOffset + position }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ expected: HeaderExpectation) -> SafeTensorsError {
        .malformedHeader(offset: offset, found: next, expected: expected)
    }

    /// Steps over white space.
    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    /// Steps over white space and one given byte.
    mutating func expect(_ byte: Unicode.Scalar, _ expected: HeaderExpectation) throws(SafeTensorsError) {
        skipSpace()
        guard skip(byte) else { throw fault(expected) }
    }

    /// Steps over one byte if it is the given one.
    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// Checks that nothing but spaces is left.
    mutating func expectPadding() throws(SafeTensorsError) {
        while skip(" ") {}
        guard next == nil else { throw fault(.padding) }
    }

    /// Reads an object and hands each key, with its offset, to `member`, which reads the value.
    mutating func object(
        _ member: (inout JSONScanner, String, Int) throws(SafeTensorsError) -> Void
    ) throws(SafeTensorsError) {
        try expect("{", .openingBrace)
        skipSpace()
        guard !skip("}") else { return }
        repeat {
            skipSpace()
            let keyOffset = offset
            let key = try string()
            try expect(":", .colon)
            try member(&self, key, keyOffset)
            skipSpace()
        } while skip(",")
        try expect("}", .commaOrClosingBrace)
    }

    /// Reads a list of whole numbers; `nil` where it has more than `limit`.
    mutating func wholeNumbers(limit: Int) throws(SafeTensorsError) -> [Int]? {
        try expect("[", .openingBracket)
        skipSpace()
        guard !skip("]") else { return [] }
        var numbers: [Int] = []
        repeat {
            guard numbers.count < limit else { return nil }
            numbers.append(try wholeNumber())
            skipSpace()
        } while skip(",")
        try expect("]", .commaOrClosingBracket)
        return numbers
    }

    /// Reads a number that JSON could write in many ways and this format writes in one: decimal digits.
    mutating func wholeNumber() throws(SafeTensorsError) -> Int {
        skipSpace()
        let start = offset
        guard let first = next, (0x30...0x39).contains(first) else { throw fault(.wholeNumber) }
        var value = 0
        while let digit = next, (0x30...0x39).contains(digit) {
            guard value != 0 || offset == start else {
                position -= 1
                throw fault(.wholeNumber)
            }
            guard let tenfold = CheckedArithmetic.multiply(value, 10),
                let sum = CheckedArithmetic.add(tenfold, Int(digit) - 0x30)
            else { throw .numberTooLarge(offset: start) }
            value = sum
            position += 1
        }
        if let after = next, after == 0x2E || after == 0x65 || after == 0x45 { throw fault(.wholeNumber) }
        return value
    }

    /// Reads a string and resolves its escapes.
    mutating func string() throws(SafeTensorsError) -> String {
        skipSpace()
        let start = offset
        guard skip("\"") else { throw fault(.string) }
        var text: [UInt8] = []
        while let byte = next, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw .invalidUTF8(offset: start)
                }
                guard StreamSafeText.isSafe(string) else {
                    throw .tooManyMarks(offset: start, limit: StreamSafeText.markLimit)
                }
                return string
            case UInt8(ascii: "\\"):
                text.append(contentsOf: try escape())
            default:
                text.append(byte)
            }
        }
        throw fault(.endOfString)
    }

    /// Reads what follows a backslash.
    private mutating func escape() throws(SafeTensorsError) -> [UInt8] {
        let simple: UInt8
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): simple = bytes[position]
        case UInt8(ascii: "b"): simple = 0x08
        case UInt8(ascii: "f"): simple = 0x0C
        case UInt8(ascii: "n"): simple = 0x0A
        case UInt8(ascii: "r"): simple = 0x0D
        case UInt8(ascii: "t"): simple = 0x09
        case UInt8(ascii: "u"): return Array(String(try unicodeEscape()).utf8)
        default: throw fault(.escape)
        }
        position += 1
        return [simple]
    }

    /// Reads `uXXXX`, and the second escape of a surrogate pair.
    private mutating func unicodeEscape() throws(SafeTensorsError) -> Character {
        let start = position
        let high = try codeUnit()
        var value = UInt32(high)
        if UTF16.isLeadSurrogate(high), skip("\\"), next == UInt8(ascii: "u") {
            let low = try codeUnit()
            if UTF16.isTrailSurrogate(low) {
                value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            }
        }
        guard let scalar = Unicode.Scalar(value) else {
            position = start
            throw fault(.escape)
        }
        return Character(scalar)
    }

    /// Reads `u` and four hexadecimal digits.
    private mutating func codeUnit() throws(SafeTensorsError) -> UInt16 {
        guard skip("u") else { throw fault(.escape) }
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
            else {
                throw fault(.escape)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
