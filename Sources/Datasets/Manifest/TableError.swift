/// Why a text file cannot be read as a table with a header. The caller knows the file's path and adds it.
public enum TableError: Error, Hashable, Sendable {
    /// The file is larger than what is read.
    case tooLarge(byteCount: Int, maximum: Int)
    /// The file is text in UTF-16.
    case isUTF16
    /// A byte belongs to no UTF-8 text.
    case notUTF8(line: Int, byteOffset: Int)
    /// There is no text at all.
    case empty
    /// There is a header and nothing else.
    case noRows
    /// The header's fields are separated by semicolons.
    case semicolons
    /// The header breaks the rules for quotation marks.
    case header(RowFault<CSVFault>)
    /// The header has more columns than are read.
    case tooManyColumns(Int, maximum: Int)
    /// A column that is needed is not there. `found` holds the first names that are, `nearest` a name among
    /// them that is spelled much like the missing one.
    case missingColumn(String, found: [String], nearest: String?)
    /// A column that is read stands twice.
    case repeatedColumn(String)
}

extension TableError: CustomStringConvertible {
    /// The failure in one sentence, without the path.
    public var description: String {
        switch self {
        case .tooLarge(let byteCount, let maximum):
            return "the file has \(byteCount) bytes, at most \(maximum) are allowed"
        case .isUTF16:
            return "the file is text in UTF-16; save it as UTF-8"
        case .notUTF8(let line, let byteOffset):
            return "line \(line): the byte at offset \(byteOffset) is no UTF-8; save the file as UTF-8"
        case .empty:
            return "the file is empty"
        case .noRows:
            return "the file has no rows"
        case .semicolons:
            return "the fields are separated by semicolons; imgcls reads commas or tabs"
        case .header(let fault):
            return fault.description
        case .tooManyColumns(let count, let maximum):
            return "the header has \(count) columns, at most \(maximum) are allowed"
        case .missingColumn(let name, let found, let nearest):
            let names = found.map(PrintableName.clipped).joined(separator: ", ")
            let hint = nearest.map { " (is \(PrintableName.clipped($0)) meant?)" } ?? ""
            return "there is no column \(name); found \(names)\(hint)"
                + (nearest == nil ? TargetHint.text(missing: name, found: found) : "")
        case .repeatedColumn(let name):
            return "the column \(PrintableName.clipped(name)) stands twice in the header"
        }
    }
}
