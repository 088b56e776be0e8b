internal import Glibc

/// The entries of one folder that may matter to a data set, in natural order, with what was passed over.
struct FolderListing {
    /// A file that may be an image, or a folder.
    struct Entry {
        enum Kind {
            case file
            case folder(FileIdentity)
        }

        let name: String
        let kind: Kind
    }

    /// A sub-folder.
    struct Folder {
        let name: String
        let identity: FileIdentity
    }

    /// What the folder itself is.
    let identity: FileIdentity

    /// Candidate files and folders in natural order of their names.
    private(set) var entries: [Entry] = []

    /// The printable names of folders whose names are no UTF-8.
    private(set) var undecodableFolders: [String] = []

    private(set) var ignored = IgnoredEntries()

    /// The problems of single entries; their paths are the bare names.
    private(set) var problems: [FolderProblem] = []

    /// Lists a folder.
    init(path: String) throws(SystemError) {
        let reader = try DirectoryReader(path: path)
        identity = reader.identity
        let unsorted = try reader.entries()
        for entry in unsorted.sorted(by: { NaturalOrder.areInIncreasingOrder($0.name, $1.name) }) {
            add(entry)
        }
    }

    /// The sub-folders in natural order.
    var folders: [Folder] {
        entries.compactMap { entry in
            guard case .folder(let identity) = entry.kind else { return nil }
            return Folder(name: entry.name, identity: identity)
        }
    }

    /// The number of candidate files.
    var fileCount: Int {
        entries.count { if case .file = $0.kind { true } else { false } }
    }

    private mutating func add(_ entry: DirectoryReader.Entry) {
        switch EntryRules.verdict(onName: entry.name) {
        case .hidden: ignored.hidden += 1
        case .systemFile: ignored.systemFiles += 1
        case .candidate: addCandidate(entry)
        }
    }

    private mutating func addCandidate(_ entry: DirectoryReader.Entry) {
        let name = String(validating: entry.name, as: UTF8.self)
        switch entry.target {
        case .folder(let identity):
            if let name {
                entries.append(Entry(name: name, kind: .folder(identity)))
            } else {
                undecodableFolders.append(PrintableName.text(for: entry.name))
            }
        case .file where EntryRules.isClearlyNoImage(fileName: entry.name):
            ignored.nonImages += 1
        case .file(.regularFile):
            if let name {
                entries.append(Entry(name: name, kind: .file))
            } else {
                addProblem(.nameIsNotUTF8, name: entry.name)
            }
        case .file(let kind):
            addProblem(.specialFile(kind), name: entry.name)
        case .unknown(let error):
            addProblem(error.number == ENOENT ? .brokenLink : .unreadable(error), name: entry.name)
        }
    }

    private mutating func addProblem(_ reason: FolderProblem.Reason, name: [UInt8]) {
        problems.append(FolderProblem(printablePath: PrintableName.text(for: name), reason: reason))
    }
}
