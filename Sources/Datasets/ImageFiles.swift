/// The image files below a folder, whatever its subfolders mean.
public struct ImageFiles: Hashable, Sendable {
    /// The files in natural order, each path beginning with the folder's as it was given.
    public let paths: [String]

    /// Entries that should have been files and are not usable.
    public let problems: [FolderProblem]

    /// Lists a folder and the folders in it. Hidden entries, other systems' junk and files that by their names are
    /// clearly no images are left out; links are followed once.
    ///
    /// - Throws: `DatasetError.folderNotFound`, `.notAFolder` or `.unreadableFolder`.
    public init(inFolder path: String) throws(DatasetError) {
        var walk = ClassWalk(rootPath: path, classIndex: 0, closedFolders: [])
        var samples: [Sample] = []
        do {
            try walk.run(relativePath: "", into: &samples)
        } catch {
            throw .unreadableFolder(path: path, error)
        }
        paths = samples.map(\.path)
        problems = walk.report.problems
    }
}
