/// Numbers as lists hold them: `3`, `-0.25`, `1.5e-3`.
enum DecimalNumber {
    /// The longest text that is read, in bytes; a 32-bit number needs 15.
    static let textMaximum = 100

    /// Whether a text is a decimal number: a sign or none, digits with a point somewhere or nowhere, and an
    /// exponent or none. Hexadecimal numbers, `nan` and `inf`, which Swift reads too, are not. Complexity:
    /// O(*n*).
    static func isNumber(_ text: String) -> Bool {
        let bytes = text.utf8.span
        var position = 0
        func isAny(of marks: [UInt8]) -> Bool {
            position < bytes.count && marks.contains(bytes[position])
        }
        func skipDigits() -> Int {
            let first = position
            while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
                position += 1
            }
            return position - first
        }
        let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
        if isAny(of: signs) { position += 1 }
        var digitCount = skipDigits()
        if isAny(of: [UInt8(ascii: ".")]) {
            position += 1
            digitCount += skipDigits()
        }
        guard digitCount > 0 else { return false }
        if isAny(of: [UInt8(ascii: "e"), UInt8(ascii: "E")]) {
            position += 1
            if isAny(of: signs) { position += 1 }
            guard skipDigits() > 0 else { return false }
        }
        return position == bytes.count
    }

    /// The 32-bit number that is nearest to a text's, zero without a sign.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - column: What it is the number of, for the fault.
    /// - Throws: `ManifestFault.emptyValue`, `.tooLong`, `.noDecimalNumber` or `.valueTooLarge`.
    static func value(of text: String, column: String) throws(ManifestFault) -> Float {
        guard !text.isEmpty else { throw .emptyValue(column: column) }
        guard text.utf8.count <= textMaximum else {
            throw .tooLong(
                name: "number in \(PrintableName.clipped(column))", byteCount: text.utf8.count,
                maximum: textMaximum)
        }
        guard isNumber(text), let value = Float(text) else { throw .noDecimalNumber(text, column: column) }
        guard value.isFinite else { throw .valueTooLarge(text, column: column) }
        return value == 0 ? 0 : value
    }

    /// The shortest text that is read as the same number.
    static func text(of value: Float) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
