/// What a scan passed over on purpose: how many entries for which reason, and some of them by name.
public struct IgnoredEntries: Hashable, Sendable, Codable {
    /// Why an entry was passed over.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The name begins with a dot, as those of `.DS_Store`, `._` companions and `.ipynb_checkpoints` do.
        case hidden
        /// Systems leave such things in folders: `Thumbs.db`, `desktop.ini`, `__MACOSX` and the like.
        case systemFile
        /// The extension says that the file is no image, for example `labels.csv`.
        case nonImage
        /// The file stands beside class folders instead of inside one.
        case outsideClasses
    }

    /// An entry that was passed over.
    public struct Example: Hashable, Sendable, Codable {
        /// Why it was passed over.
        public let reason: Reason

        /// The path below the data set's folder in printable form, as in `FolderProblem`.
        public let printablePath: String

        /// The last component of the path.
        var name: Substring {
            printablePath.utf8.lastIndex(of: UInt8(ascii: "/")).map { printablePath[$0...].dropFirst() }
                ?? printablePath[...]
        }
    }

    /// The most examples that are kept for one reason.
    public static let maximumExampleCount = 20

    /// Entries whose names begin with a dot.
    public private(set) var hidden = 0
    /// What systems leave in folders.
    public private(set) var systemFiles = 0
    /// Files whose extension says that they are no images.
    public private(set) var nonImages = 0
    /// Files that stand beside class folders instead of inside one.
    public private(set) var outsideClasses = 0

    /// For each reason the first entries of different names, in the order of the scan: a thousand `.DS_Store`
    /// do not hide the one `.ipynb_checkpoints`.
    public private(set) var examples: [Example] = []

    /// Makes a count of nothing.
    public init() {}

    /// All ignored entries.
    public var total: Int { hidden + systemFiles + nonImages + outsideClasses }

    /// The number of entries that were passed over for one reason.
    public func count(_ reason: Reason) -> Int {
        switch reason {
        case .hidden: hidden
        case .systemFile: systemFiles
        case .nonImage: nonImages
        case .outsideClasses: outsideClasses
        }
    }

    /// Counts an entry.
    mutating func add(_ reason: Reason, printablePath: @autoclosure () -> String) {
        add(1, to: reason)
        guard hasRoom(for: reason) else { return }
        keep(Example(reason: reason, printablePath: printablePath()))
    }

    /// Adds what was passed over in a folder below.
    mutating func add(_ other: IgnoredEntries, below printableFolder: String = "") {
        for reason in Reason.allCases { add(other.count(reason), to: reason) }
        for example in other.examples where hasRoom(for: example.reason) {
            let path = FolderPath.join(printableFolder, example.printablePath)
            keep(Example(reason: example.reason, printablePath: path))
        }
    }

    private mutating func add(_ count: Int, to reason: Reason) {
        switch reason {
        case .hidden: hidden += count
        case .systemFile: systemFiles += count
        case .nonImage: nonImages += count
        case .outsideClasses: outsideClasses += count
        }
    }

    private func hasRoom(for reason: Reason) -> Bool {
        examples.count { $0.reason == reason } < Self.maximumExampleCount
    }

    private mutating func keep(_ example: Example) {
        let isKnown = examples.contains { $0.reason == example.reason && $0.name == example.name }
        if !isKnown { examples.append(example) }
    }
}
