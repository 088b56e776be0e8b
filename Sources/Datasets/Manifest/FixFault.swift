/// Why a row of a list of fixes cannot be used.
public enum FixFault: Error, Hashable, Sendable {
    /// The row breaks the rules of CSV.
    case csv(CSVFault)
    /// The path has no characters.
    case emptyPath
    /// A word names no action.
    case unknownAction(String)
    /// An image is to be relabelled, and there is no new label.
    case noNewLabel
    /// A label is longer than is read.
    case labelTooLong(byteCount: Int, maximum: Int)
    /// A row above is about the same image.
    case repeatedPath(String, firstLine: Int)
    /// The data set has no such image.
    case unknownPath(String)
    /// The data set has no such class; `nearest` is one that is spelled alike.
    case unknownLabel(String, nearest: String?)
    /// The image has other labels than the row says.
    case otherLabels(path: String, label: String, found: [String])
    /// An image is to be relabelled, and images have any number of labels, or numbers.
    case cannotRelabel(Labelling)
    /// The image has the new label already, beside the one to replace.
    case labelTwice(path: String, label: String)
}

extension FixFault: CustomStringConvertible {
    /// The fault in one sentence, without the line.
    public var description: String {
        switch self {
        case .csv(let fault): return fault.description
        case .emptyPath: return "the path is empty"
        case .unknownAction(let word):
            return "there is no action \(PrintableName.clipped(word)); drop, relabel or keep is allowed"
        case .noNewLabel: return "there is no new_label to relabel the image with"
        case .labelTooLong(let byteCount, let maximum):
            return "the label has \(byteCount) bytes, at most \(maximum) are allowed"
        case .repeatedPath(let path, let firstLine):
            return "the path \(PrintableName.clipped(path)) stands in line \(firstLine) too"
        case .unknownPath(let path):
            return "the data set has no image \(PrintableName.clipped(path))"
        case .unknownLabel(let label, let nearest):
            let hint = nearest.map { "; is \(PrintableName.clipped($0)) meant?" } ?? ""
            return "the data set has no class \(PrintableName.clipped(label))\(hint)"
        case .otherLabels(let path, let label, let found):
            let names = found.map(PrintableName.clipped).joined(separator: ", ")
            return "the image \(PrintableName.clipped(path)) is not labelled "
                + PrintableName.clipped(label) + (found.isEmpty ? "" : " but \(names)")
        case .cannotRelabel(let labelling):
            let content = labelling == .values ? "numbers" : "any number of labels"
            return
                "only images with one class each can be relabelled, these have \(content): edit the manifest"
        case .labelTwice(let path, let label):
            return "the image \(PrintableName.clipped(path)) has the label "
                + "\(PrintableName.clipped(label)) already"
        }
    }
}
