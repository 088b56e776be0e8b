/// Why a folder or a manifest cannot be used as a data set. Each case is about the data set as a whole; what is
/// wrong with single files is in `Dataset.problems`.
public enum DatasetError: Error, Hashable, Sendable {
    /// Nothing is there under the path.
    case folderNotFound(path: String)
    /// The path leads to something else than a folder.
    case notAFolder(path: String, kind: FileKind)
    /// The system refused to list the folder, or a class folder in it.
    case unreadableFolder(path: String, SystemError)
    /// The folder has no sub-folders that could be classes, but perhaps images directly inside.
    case noClassFolders(path: String, fileCount: Int)
    /// There are fewer classes than asked for. The only class, if there is one, holds
    /// `innerFolderCount` folders.
    case tooFewClasses(names: [String], minimum: Int, innerFolderCount: Int)
    /// A class folder of the training images holds no image.
    case emptyClass(name: String, relativePath: String, ignoredCount: Int, problemCount: Int)
    /// A validation or test folder has a class that the training images lack.
    case unknownClass(name: String, partition: Partition)
    /// Two class folders in one place have names that are the same text in two Unicode forms.
    case equivalentClassNames(String)
    /// The name of a class folder is not valid UTF-8, and a model stores class names as text.
    case classNameIsNotUTF8(printablePath: String)
    /// Two class folders are one and the same folder, by links.
    case sharedClassFolder(firstRelativePath: String, secondRelativePath: String)
    /// Two folders claim to hold the same part, for example `val` and `validation`.
    case repeatedPartition(Partition, folderNames: [String])
    /// A model that is to judge the data set has no such class. Of a manifest `lines` holds the first rows of
    /// `rowCount`; `nearest` is a class of the model that is spelled alike.
    case classUnknownToModel(name: String, lines: [Int] = [], rowCount: Int = 0, nearest: String? = nil)
    /// A model that is to judge the data set has no such label, likewise.
    case labelUnknownToModel(name: String, lines: [Int] = [], rowCount: Int = 0, nearest: String? = nil)
    /// The images lack a number: one that a model predicts, or, where a part is stated, one of the training
    /// images.
    case valueMissing(name: String, partition: Partition?)
    /// The images have a number that a model does not predict or, where a part is stated, the training images
    /// lack.
    case valueUnknown(name: String, partition: Partition?)
    /// What the images are labelled with cannot be taken as something else.
    case cannotRelabel(from: Labelling, to: Labelling)
    /// No image of a manifest has a label, or none of the part.
    case noLabels(partition: Partition?)
    /// There are validation or test folders and no training folder.
    case noTrainingFolder(folderNames: [String])
    /// No row of a manifest is a training image; rows are of these parts.
    case noTrainingImages(partitions: [Partition])
    /// Rows of a manifest have a label that no training image has. `lines` holds the first of them, `nearest` a
    /// label of training images that is spelled alike.
    case unknownLabel(
        name: String, partition: Partition, lines: [Int], rowCount: Int, nearest: String?)

    /// What went wrong, as far as a program's exit code needs to know.
    public enum Category: Hashable, Sendable {
        /// The folder is not there or may not be read (exit code 66).
        case inputNotFound
        /// The folder is there, and what it holds is no usable data set (exit code 65).
        case badData
    }

    /// Whether the input could not be found or cannot be used.
    public var category: Category {
        switch self {
        case .folderNotFound, .notAFolder, .unreadableFolder: .inputNotFound
        default: .badData
        }
    }
}

extension DatasetError: CustomStringConvertible {
    /// The failure in one sentence. Names are shown in printable form.
    public var description: String {
        switch self {
        case .folderNotFound(let path):
            return "there is no folder \(shown(path))"
        case .notAFolder(let path, let kind):
            return "\(shown(path)) is \(kind), not a folder of class folders"
        case .unreadableFolder(let path, let error):
            return "the folder \(shown(path)) cannot be read: \(error)"
        case .noClassFolders(let path, let fileCount):
            let found = fileCount == 1 ? "1 file" : "\(fileCount) files"
            return "\(shown(path)) has no class folders (\(found) directly inside): "
                + "put the images of each class into a folder of its own, such as "
                + "\(shown(path))/cat/1.jpg and \(shown(path))/dog/1.jpg"
        case .tooFewClasses(let names, let minimum, let innerFolderCount):
            let hint =
                innerFolderCount > 1
                ? "; if the \(innerFolderCount) folders inside it are the classes, name that folder instead"
                : ""
            return "found \(names.count == 1 ? "only one class" : "\(names.count) classes") "
                + "(\(names.map(shown).joined(separator: ", "))), at least \(minimum) are needed\(hint)"
        case .emptyClass(let name, let relativePath, let ignoredCount, let problemCount):
            return "the class \(shown(name)) has no images in \(shown(relativePath)) "
                + "(\(ignoredCount) ignored and \(problemCount) unusable entries)"
        case .unknownClass(let name, let partition):
            return "the class \(shown(name)) has \(partition) images and no training images"
        case .classUnknownToModel(let name, let lines, let rowCount, let nearest):
            return "the model knows no class \(shown(name))"
                + "\(place(ofRows: rowCount, lines: lines))\(hint(nearest))"
        case .labelUnknownToModel(let name, let lines, let rowCount, let nearest):
            return "the model knows no label \(shown(name))"
                + "\(place(ofRows: rowCount, lines: lines))\(hint(nearest))"
        case .valueMissing(let name, nil):
            return "the images have no number \(shown(name)), which the model predicts"
        case .valueMissing(let name, let partition?):
            return "the \(partition) images have no number \(shown(name)), which the training images have"
        case .valueUnknown(let name, nil):
            return "the model predicts no number \(shown(name)), which the images have"
        case .valueUnknown(let name, let partition?):
            return "the \(partition) images have a number \(shown(name)), which the training images lack"
        case .cannotRelabel(_, to: .values):
            return "the images have no numbers; those come from a manifest with a column value"
        case .cannotRelabel(from: .values, _):
            return "the images have numbers and no classes"
        case .cannotRelabel:
            return "the images have any number of labels and not one class each"
        case .noLabels(let partition):
            return "no \(partition.map { "\($0) " } ?? "")image of the manifest has a label"
        case .equivalentClassNames(let name):
            return "two classes are called \(shown(name)), in two Unicode forms of the same text"
        case .classNameIsNotUTF8(let printablePath):
            return "the name of the class folder \(printablePath) is not valid UTF-8"
        case .sharedClassFolder(let first, let second):
            return "the class folders \(shown(first)) and \(shown(second)) are one folder, by symbolic links"
        case .repeatedPartition(let partition, let names):
            return
                "more than one folder holds \(partition) images: \(names.map(shown).joined(separator: ", "))"
        case .noTrainingFolder(let names):
            return "there is no train folder beside \(names.map(shown).joined(separator: ", "))"
        case .noTrainingImages(let partitions):
            let rows = partitions.map(\.description).joined(separator: " and ")
            return "the manifest has no training images" + (rows.isEmpty ? "" : ", only \(rows) images")
        case .unknownLabel(let name, let partition, let lines, let rowCount, let nearest):
            return "the label \(shown(name)) has \(partition) images"
                + "\(place(ofRows: rowCount, lines: lines)) and no training images\(hint(nearest))"
        }
    }

    private func shown(_ name: String) -> String { PrintableName.text(for: name) }

    private func hint(_ nearest: String?) -> String { nearest.map { "; is \(shown($0)) meant?" } ?? "" }

    private func place(ofRows rowCount: Int, lines: [Int]) -> String {
        guard let first = lines.first else { return "" }
        guard rowCount > 1 else { return " (line \(first))" }
        let more = rowCount > lines.count ? " and \(rowCount - lines.count) more" : ""
        return " (lines \(lines.map(\.description).joined(separator: ", "))\(more))"
    }
}
