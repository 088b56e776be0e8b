/// How a row of a CSV file breaks the format's rules.
public enum CSVFault: Hashable, Sendable {
    /// A quotation mark stands inside a field that does not begin with one.
    case quoteInsideField
    /// Something other than a separator or a line end follows the closing quotation mark of a field.
    case textAfterQuote
    /// The file ends inside a field in quotation marks, which opens in the row's line.
    case unclosedQuote
    /// A row has another number of fields than the header.
    case fieldCount(Int, expected: Int)
}

extension CSVFault: CustomStringConvertible {
    /// The fault in one sentence, without the line.
    public var description: String {
        switch self {
        case .quoteInsideField:
            "a quotation mark stands inside a field; put the whole field into quotation marks and double the "
                + "ones inside"
        case .textAfterQuote: "there is text after the closing quotation mark of a field"
        case .unclosedQuote: "the quotation mark of a field is never closed"
        case .fieldCount(let count, let expected):
            "there \(count == 1 ? "is 1 field" : "are \(count) fields"), the header has \(expected)"
        }
    }
}
