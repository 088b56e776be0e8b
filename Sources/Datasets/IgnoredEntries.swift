/// How many entries a scan passed over on purpose, by reason.
public struct IgnoredEntries: Hashable, Sendable, Codable {
    /// Entries whose names begin with a dot, among them `.DS_Store`, `._` companions and
    /// `.ipynb_checkpoints`.
    public var hidden = 0
    /// What systems leave in folders: `Thumbs.db`, `desktop.ini`, `__MACOSX` and the like.
    public var systemFiles = 0
    /// Files whose extension says that they are no images, for example `labels.csv`.
    public var nonImages = 0
    /// Files that stand beside class folders instead of inside one.
    public var outsideClasses = 0

    /// Makes a count of nothing.
    public init() {}

    /// All ignored entries.
    public var total: Int { hidden + systemFiles + nonImages + outsideClasses }

    /// Adds the counts of another scan.
    mutating func add(_ other: IgnoredEntries) {
        hidden += other.hidden
        systemFiles += other.systemFiles
        nonImages += other.nonImages
        outsideClasses += other.outsideClasses
    }
}
