/// What the grammar of a safetensors header allows at a position where something else stands.
public enum HeaderExpectation: String, Hashable, Sendable, CustomStringConvertible {
    /// An opening brace, of the header or of a tensor's description.
    case openingBrace = "'{'"

    /// A comma before the next member, or the closing brace.
    case commaOrClosingBrace = "',' or '}'"

    /// An opening bracket of a list of numbers.
    case openingBracket = "'['"

    /// A comma before the next number, or the closing bracket.
    case commaOrClosingBracket = "',' or ']'"

    /// The colon between a key and its value.
    case colon = "':'"

    /// A key or a value in quotation marks.
    case string = "a string"

    /// The rest of a string up to its quotation mark, without control characters.
    case endOfString = "a character of a string or '\"'"

    /// One of the escapes that JSON knows; `\u` with four hexadecimal digits and surrogates in pairs.
    case escape = "an escape that JSON knows"

    /// A whole number without sign, fraction, exponent or leading zero.
    case wholeNumber = "a whole number"

    /// The `]` of `data_offsets` after its second number.
    case closingBracket = "']'"

    /// Padding with spaces up to the header's end.
    case padding = "a space or the end"

    /// The words for a message.
    public var description: String { rawValue }
}
