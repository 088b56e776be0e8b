/// Why a row of a manifest cannot be used.
public enum ManifestFault: Error, Hashable, Sendable {
    /// How two rows of one path differ.
    public enum Difference: Hashable, Sendable {
        /// In nothing that matters.
        case none
        /// In the labels.
        case labels
        /// In the numbers.
        case values
        /// In the part of the data set.
        case split
    }

    /// The row breaks the rules of CSV.
    case csv(CSVFault)
    /// The row breaks the rules of JSON.
    case json(JSONFault)
    /// An object lacks a key. `found` holds the first keys that it has, `nearest` one that is spelled alike.
    case missingKey(String, found: [String], nearest: String?)
    /// A key stands twice in an object.
    case repeatedKey(String)
    /// Both `label` and `labels` are keys of an object.
    case labelAndLabels
    /// The value of a key is of another kind than is read, for example `a text`.
    case wrongKind(key: String, expected: String)
    /// The path has no characters.
    case emptyPath
    /// The path holds a zero byte, so no file can have it.
    case pathWithZeroByte
    /// A field is longer than is read.
    case tooLong(name: String, byteCount: Int, maximum: Int)
    /// A label has no characters, or there is none.
    case emptyLabel
    /// A list of labels has none, and each image needs one.
    case noLabels
    /// One label stands twice in a row.
    case repeatedLabel(String)
    /// A row has more labels than are read.
    case tooManyLabels(Int, maximum: Int)
    /// A number has no characters; `column` is the column or key that it stands in, here and below.
    case emptyValue(column: String)
    /// A number is none, or not written with decimal digits.
    case noDecimalNumber(String, column: String)
    /// A number is larger than a 32-bit floating-point number can be.
    case valueTooLarge(String, column: String)
    /// Both `value` and `values` are keys of an object.
    case valueAndValues
    /// The names of an object's numbers cannot be used.
    case valueNames(ValueNamesFault)
    /// An object lacks a number that the first one has.
    case missingValue(String, firstLine: Int)
    /// An object has a number that the first one lacks; `nearest` is one of the first that is spelled alike.
    case surplusValue(String, firstLine: Int, nearest: String?)
    /// A word names no part of a data set.
    case unknownSplit(String)
    /// A hash is not 64 hexadecimal digits.
    case unusableHash(String)
    /// A row above has the same path.
    case repeatedPath(String, firstLine: Int, difference: Difference)
}

extension ManifestFault: CustomStringConvertible {
    /// The fault in one sentence, without the line.
    public var description: String {
        switch self {
        case .csv(let fault): return fault.description
        case .json(let fault): return fault.description
        case .missingKey(let key, let found, let nearest):
            let names = found.isEmpty ? "nothing" : found.map(PrintableName.clipped).joined(separator: ", ")
            let hint = nearest.map { " (is \(PrintableName.clipped($0)) meant?)" } ?? ""
            return "there is no key \(key); found \(names)\(hint)"
                + (nearest == nil ? TargetHint.text(missing: key, found: found) : "")
        case .repeatedKey(let key): return "the key \(PrintableName.clipped(key)) stands twice"
        case .labelAndLabels: return "there are both label and labels; keep one"
        case .wrongKind(let key, let expected): return "\(key) is not \(expected)"
        case .emptyPath: return "the path is empty"
        case .pathWithZeroByte: return "the path holds a zero byte"
        case .tooLong(let name, let byteCount, let maximum):
            return "the \(name) has \(byteCount) bytes, at most \(maximum) are allowed"
        case .emptyLabel: return "the label is empty"
        case .noLabels: return "there are no labels; that is for --task multilabel"
        case .repeatedLabel(let label): return "the label \(PrintableName.clipped(label)) stands twice"
        case .tooManyLabels(let count, let maximum):
            return "there are \(count) labels, at most \(maximum) are allowed"
        case .emptyValue(let column):
            return "\(PrintableName.clipped(column)) is empty; each image needs a number"
        case .noDecimalNumber(let text, let column):
            return "\(PrintableName.clipped(column)) is \(PrintableName.clipped(text)), "
                + "which is no decimal number"
        case .valueTooLarge(let text, let column):
            return "\(PrintableName.clipped(column)) is \(PrintableName.clipped(text)); "
                + "numbers reach from -3.4e38 to 3.4e38"
        case .valueAndValues: return "there are both value and values; keep one"
        case .valueNames(let fault): return fault.description
        case .missingValue(let name, let firstLine):
            return "there is no number \(PrintableName.clipped(name)), which line \(firstLine) has"
        case .surplusValue(let name, let firstLine, let nearest):
            let hint = nearest.map { " (is \(PrintableName.clipped($0)) meant?)" } ?? ""
            return "there is a number \(PrintableName.clipped(name)), which line \(firstLine) has not\(hint)"
        case .unknownSplit(let word):
            return "there is no split \(PrintableName.clipped(word)); train, val, test or nothing is allowed"
        case .unusableHash(let text):
            return "the hash \(PrintableName.clipped(text)) is not 64 hexadecimal digits (SHA-256)"
        case .repeatedPath(let path, let firstLine, let difference):
            let place = "the path \(PrintableName.clipped(path)) stands in line \(firstLine) too"
            switch difference {
            case .none: return place
            case .labels: return "\(place), with another label; give all labels of an image in one row"
            case .values: return "\(place), with another number"
            case .split: return "\(place), with another split"
            }
        }
    }
}
