/// Why a text is no JSON that a network could be read from. Lines and columns count from 1, columns in bytes.
public enum NetworkTextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is nothing but white space.
    case empty
    /// The bytes are no UTF-8.
    case notUTF8
    /// Something stands where something else belongs.
    case unexpected(line: Int, column: Int, expected: Expectation)
    /// The text ends where something belongs, as that of a cut file.
    case ended(line: Int, expected: Expectation)
    /// Lists and objects are nested deeper than those of any network.
    case tooDeep(line: Int, limit: Int)
    /// An object has a key twice; `node` is the object's `name`.
    case repeatedKey(String, node: String?, lines: [Int])

    /// What JSON has at a place.
    public enum Expectation: String, Hashable, Sendable {
        /// Any value.
        case value = "a value"
        /// The name of a value.
        case key = "a key in quotation marks"
        /// The name of a value; no key of a network needs an escape.
        case plainKey = "a key without backslashes"
        /// What stands between key and value.
        case colon = "a colon"
        /// What follows a value of an object.
        case commaOrBrace = "a comma or a closing brace"
        /// What follows a value of a list.
        case commaOrBracket = "a comma or a closing bracket"
        /// The rest of a text, without control characters.
        case endOfText = "a closing quotation mark"
        /// One of the escapes that JSON knows; surrogates in pairs.
        case escape = "an escape that JSON knows"
        /// A digit of a number.
        case digit = "a digit"
        /// Nothing but white space.
        case endOfFile = "the end of the file"
    }

    /// One sentence with the place.
    public var description: String {
        switch self {
        case .empty:
            "the file is empty"
        case .notUTF8:
            "the file is no text in UTF-8"
        case .unexpected(let line, let column, let expected):
            "the JSON is broken: line \(line), column \(column) should have \(expected.rawValue)"
        case .ended(let line, let expected):
            "the JSON ends early: line \(line) should go on with \(expected.rawValue)"
        case .tooDeep(let line, let limit):
            "the JSON is nested more than \(limit) deep in line \(line)"
        case .repeatedKey(let key, let node, let lines):
            (node.map { "node \"\($0)\" has" } ?? "an object has")
                + " the key \"\(key)\" twice, in line \(lines.map(String.init).joined(separator: " and in line "))"
        }
    }
}
