/// The walk through everything below one class folder.
struct ClassWalk {
    private enum Step {
        case file(relativePath: String)
        case folder(relativePath: String, FileIdentity)
    }

    private let rootPath: String
    private let classIndex: Int
    private var enteredFolders: Set<FileIdentity>

    /// The candidate files, depth first in natural order.
    private(set) var samples: [Sample] = []

    /// What was passed over and could not be used.
    private(set) var report = ScanReport()

    /// Prepares a walk.
    ///
    /// - Parameter closedFolders: Folders that a link below the class may not lead to.
    init(rootPath: String, classIndex: Int, closedFolders: Set<FileIdentity>) {
        self.rootPath = rootPath
        self.classIndex = classIndex
        enteredFolders = closedFolders
    }

    /// Walks through a class folder, with a stack of its own so that no depth of folders exhausts the
    /// thread's.
    ///
    /// - Throws: A `SystemError` where the class folder itself cannot be listed; deeper folders become
    ///   problems.
    mutating func run(relativePath: String) throws(SystemError) {
        var pending: [Step] = []
        func schedule(_ listing: FolderListing, below folder: String) {
            for entry in listing.entries.reversed() {
                let path = FolderPath.join(folder, entry.name)
                switch entry.kind {
                case .file: pending.append(.file(relativePath: path))
                case .folder(let identity): pending.append(.folder(relativePath: path, identity))
                }
            }
        }
        schedule(try list(relativePath: relativePath), below: relativePath)
        while let step = pending.popLast() {
            switch step {
            case .file(let path):
                samples.append(
                    Sample(root: rootPath, relativePath: path, classIndex: classIndex))
            case .folder(let path, let identity):
                guard enteredFolders.insert(identity).inserted else {
                    addProblem(.repeatedFolder, relativePath: path)
                    continue
                }
                do throws(SystemError) {
                    schedule(try list(relativePath: path), below: path)
                } catch {
                    addProblem(.unreadable(error), relativePath: path)
                }
            }
        }
    }

    private mutating func list(relativePath: String) throws(SystemError) -> FolderListing {
        let listing = try FolderListing(path: FolderPath.join(rootPath, relativePath))
        report.add(listing, relativePath: relativePath)
        for name in listing.undecodableFolders {
            let path = FolderPath.join(PrintableName.text(for: relativePath), name)
            report.problems.append(FolderProblem(printablePath: path, reason: .nameIsNotUTF8))
        }
        return listing
    }

    private mutating func addProblem(_ reason: FolderProblem.Reason, relativePath: String) {
        let path = PrintableName.text(for: relativePath)
        report.problems.append(FolderProblem(printablePath: path, reason: reason))
    }
}
