/// Why a file cannot be used as a list of fixes, or a list does not fit a data set. The caller knows the
/// file's path and adds it.
public enum FixListError: Error, Hashable, Sendable {
    /// The file cannot be read.
    case unreadable(FileReadError)
    /// The file is no table with the columns of a list of fixes.
    case table(TableError)
    /// Rows cannot be used.
    case rows(RowFaults<FixFault>)
    /// The fixes leave a class without training images.
    case noTrainingImages(className: String)
    /// The fixes leave no training image with a label.
    case noTrainingImagesWithLabel(String)

    /// What went wrong, as far as a program's exit code needs to know.
    public var category: DatasetError.Category {
        switch self {
        case .unreadable: .inputNotFound
        default: .badData
        }
    }
}

extension FixListError: CustomStringConvertible {
    /// The failure in one sentence, without the list's path.
    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .table(let error): error.description
        case .rows(let faults): faults.description
        case .noTrainingImages(let name):
            "the fixes leave the class \(PrintableName.text(for: name)) without training images"
        case .noTrainingImagesWithLabel(let name):
            "the fixes leave no training image with the label \(PrintableName.text(for: name))"
        }
    }
}
