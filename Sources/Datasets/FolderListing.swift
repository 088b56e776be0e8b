internal import Glibc

/// The entries of one folder that may matter to a data set, in natural order, with what was passed over.
struct FolderListing {
    /// A sub-folder.
    struct Folder {
        let name: String
        let identity: FileIdentity
    }

    /// What the folder itself is.
    let identity: FileIdentity

    /// The number of candidate files.
    private(set) var fileCount = 0

    /// The sub-folders in natural order.
    private(set) var folders: [Folder] = []

    /// The printable names of folders whose names are no UTF-8.
    private(set) var undecodableFolders: [String] = []

    /// What was passed over; paths are the bare names.
    private(set) var ignored = IgnoredEntries()

    /// The problems of single entries; their paths are the bare names.
    private(set) var problems: [FolderProblem] = []

    // Candidate files and folders, whose names are valid UTF-8.
    private var entries = DirectoryEntries()

    /// Lists a folder.
    init(path: String) throws(SystemError) {
        let reader = try DirectoryReader(path: path)
        identity = reader.identity
        var entries = try reader.entries()
        entries.sort()
        entries.keepAll { name, target in isCandidate(name, target) }
        self.entries = entries
    }

    /// The positions of candidate files and folders, in natural order of their names.
    var indices: Range<Int> { 0..<entries.count }

    /// What the folder at a position is; nil for a file.
    func identity(ofFolderAt index: Int) -> FileIdentity? {
        guard case .folder(let identity) = entries.target(at: index) else { return nil }
        return identity
    }

    /// The path of an entry below another path, in a text without spare room.
    func path(at index: Int, below folder: String) -> String {
        let name = entries.name(at: index)
        var path: [UInt8] = []
        path.reserveCapacity(folder.utf8.count + 1 + name.count)
        if !folder.isEmpty {
            path += folder.utf8
            path.append(UInt8(ascii: "/"))
        }
        path += name
        return String(decoding: path, as: UTF8.self)
    }

    private mutating func isCandidate(_ name: ArraySlice<UInt8>, _ target: DirectoryEntries.Target) -> Bool {
        switch EntryRules.verdict(onName: name) {
        case .hidden:
            ignored.add(.hidden, printablePath: PrintableName.text(for: name))
            return false
        case .systemFile:
            ignored.add(.systemFile, printablePath: PrintableName.text(for: name))
            return false
        case .candidate:
            return isUsable(name, target)
        }
    }

    private mutating func isUsable(_ name: ArraySlice<UInt8>, _ target: DirectoryEntries.Target) -> Bool {
        switch target {
        case .folder(let identity):
            guard let text = String(validating: name, as: UTF8.self) else {
                undecodableFolders.append(PrintableName.text(for: name))
                return false
            }
            folders.append(Folder(name: text, identity: identity))
            return true
        case .file where EntryRules.isClearlyNoImage(fileName: name):
            ignored.add(.nonImage, printablePath: PrintableName.text(for: name))
            return false
        case .file(.regularFile):
            guard String(validating: name, as: UTF8.self) != nil else {
                addProblem(.nameIsNotUTF8, name: name)
                return false
            }
            fileCount += 1
            return true
        case .file(let kind):
            addProblem(.specialFile(kind), name: name)
            return false
        case .unknown(let error):
            addProblem(error.number == ENOENT ? .brokenLink : .unreadable(error), name: name)
            return false
        }
    }

    private mutating func addProblem(_ reason: FolderProblem.Reason, name: ArraySlice<UInt8>) {
        problems.append(FolderProblem(printablePath: PrintableName.text(for: name), reason: reason))
    }
}
