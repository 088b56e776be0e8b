/// Finds out whether a folder holds classes or parts of a data set; the rule is in the description of
/// `ImageFolder`.
struct FolderLayout {
    /// The folder of each part; `nil` for the plain layout.
    let parts: [Partition: FolderListing.Folder]?

    /// Looks at the names in a folder, and into folders that are named like parts.
    ///
    /// - Parameter list: Lists a sub-folder by its name.
    init(
        of root: FolderListing, list: (String) throws(DatasetError) -> FolderListing
    ) throws(DatasetError) {
        var named: [Partition: [FolderListing.Folder]] = [:]
        for folder in root.folders {
            guard let partition = Partition(folderName: folder.name) else { continue }
            named[partition, default: []].append(folder)
        }
        let candidates = root.folders.filter { Partition(folderName: $0.name) != nil }
        let standAlone = candidates.count == root.folders.count

        guard let training = named[.training] else {
            if standAlone, try Self.holdFolders(candidates, list: list) {
                throw .noTrainingFolder(folderNames: candidates.map(\.name))
            }
            parts = nil
            return
        }
        guard named.count > 1 || standAlone, try Self.holdFolders(training, list: list) else {
            parts = nil
            return
        }
        var parts: [Partition: FolderListing.Folder] = [:]
        for partition in Partition.allCases {
            guard let folders = named[partition] else { continue }
            guard folders.count == 1 else {
                throw .repeatedPartition(partition, folderNames: folders.map(\.name))
            }
            parts[partition] = folders.first
        }
        self.parts = parts
    }

    private static func holdFolders(
        _ folders: [FolderListing.Folder], list: (String) throws(DatasetError) -> FolderListing
    ) throws(DatasetError) -> Bool {
        for folder in folders {
            let listing = try list(folder.name)
            if !listing.folders.isEmpty || !listing.undecodableFolders.isEmpty { return true }
        }
        return false
    }
}
