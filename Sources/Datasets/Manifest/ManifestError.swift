/// Why a file cannot be used as a manifest, or a manifest cannot be written. The caller knows the file's path
/// and adds it.
public enum ManifestError: Error, Hashable, Sendable {
    /// The file cannot be read.
    case unreadable(FileReadError)
    /// The file is no table with the columns of a manifest.
    case table(TableError)
    /// The header has both a column `label` and a column `labels`.
    case labelAndLabels
    /// The columns that hold numbers cannot be used.
    case valueNames(ValueNamesFault)
    /// The file is one JSON list instead of one object a line.
    case isJSONList
    /// Rows cannot be used.
    case rows(RowFaults<ManifestFault>)
    /// A label holds the character that stands between several labels of an image, so that they cannot be
    /// written.
    case separatorInLabel(String, path: String)

    /// What went wrong, as far as a program's exit code needs to know.
    public var category: DatasetError.Category {
        switch self {
        case .unreadable: .inputNotFound
        default: .badData
        }
    }
}

extension ManifestError: CustomStringConvertible {
    /// The failure in one sentence, without the manifest's path.
    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .table(let error): error.description
        case .labelAndLabels: "the header has both label and labels; keep one"
        case .valueNames(.valueAndNamedValues): "the header has both value and value:NAME; keep one"
        case .valueNames(let fault): "in the header \(fault)"
        case .isJSONList:
            "the file is one JSON list; imgcls reads JSON Lines, one object on each line without commas between"
        case .rows(let faults): faults.description
        case .separatorInLabel(let label, let path):
            "the label \(PrintableName.clipped(label)) of \(PrintableName.text(for: path)) holds "
                + "\"\(Manifest.labelSeparator)\", which stands between the labels of an image with several"
        }
    }
}
