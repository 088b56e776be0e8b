/// How a line of a JSON Lines file breaks the rules of JSON.
public enum JSONFault: Hashable, Sendable {
    /// What the grammar allows at a position where something else stands.
    public enum Expectation: String, Hashable, Sendable {
        /// The object that a line consists of.
        case object = "an object in braces"
        /// The name of a value.
        case key = "a key in quotation marks"
        /// What stands between key and value.
        case colon = "':'"
        /// What follows a value of an object.
        case commaOrClosingBrace = "',' or '}'"
        /// What follows a value of a list.
        case commaOrClosingBracket = "',' or ']'"
        /// Any value.
        case value = "a value"
        /// The rest of a text, without control characters.
        case endOfText = "a character of a text or its closing quotation mark"
        /// One of the escapes that JSON knows; surrogates in pairs.
        case escape = "an escape that JSON knows"
        /// A digit of a number.
        case digit = "a digit"
        /// Nothing but blanks.
        case endOfLine = "the end of the line"
    }

    /// Something else stands at a byte of the line, counted from 1, than the grammar allows.
    case malformed(byte: Int, expected: Expectation)
    /// Lists and objects are nested deeper than is read.
    case tooDeep(maximum: Int)
}

extension JSONFault: CustomStringConvertible {
    /// The fault in one sentence, without the line.
    public var description: String {
        switch self {
        case .malformed(let byte, let expected):
            "this is no JSON object on one line: at byte \(byte) \(expected.rawValue) is expected"
        case .tooDeep(let maximum): "lists and objects are nested more than \(maximum) deep"
        }
    }
}
