/// Something about a folder's layout, or a manifest, that is allowed and worth telling.
public enum FolderNote: Hashable, Sendable {
    /// A class of the training images has none in another part.
    case classWithoutSamples(name: String, partition: Partition)
    /// A label of the training images is on none in another part.
    case labelWithoutSamples(name: String, partition: Partition)
    /// A folder stands beside the folders of the parts and was not scanned.
    case folderOutsideParts(name: String)
    /// A test folder holds files and no class folders, so that nothing says which class they show.
    case unlabelledTestFolder(name: String, fileCount: Int)
    /// Some rows of a manifest state a split and these do not: they are training images.
    case rowsWithoutSplit(count: Int)
}

extension FolderNote: CustomStringConvertible {
    /// The note in one sentence.
    public var description: String {
        switch self {
        case .classWithoutSamples(let name, let partition):
            "the class \(PrintableName.text(for: name)) has no \(partition) images"
        case .labelWithoutSamples(let name, let partition):
            "no \(partition) image has the label \(PrintableName.text(for: name))"
        case .folderOutsideParts(let name):
            "the folder \(PrintableName.text(for: name)) is no part of the data set and was not scanned"
        case .unlabelledTestFolder(let name, let fileCount):
            "the folder \(PrintableName.text(for: name)) has no class folders; "
                + "its files (\(fileCount)) were not scanned"
        case .rowsWithoutSplit(let count):
            "\(count == 1 ? "1 row" : "\(count) rows") of the manifest without a split "
                + "\(count == 1 ? "is a training image" : "are training images")"
        }
    }
}
