/// The entries of one folder, with all names in one buffer: an entry takes the bytes of its name and 16 more, so
/// that a folder may hold a million of them.
///
/// Names are bytes to the system; they stay bytes here, so that a name which is no UTF-8 can be reported
/// instead of being turned into the name of another file.
struct DirectoryEntries {
    /// What an entry of a folder leads to, links followed.
    enum Target: Equatable {
        case folder(FileIdentity)
        case file(FileKind)
        /// A broken link, a loop of links, or a name that may not be looked up.
        case unknown(SystemError)
    }

    // Two words. Regular files, which are nearly all, have no target of their own but a negative index.
    private struct Record {
        let nameStart: Int
        let nameByteCount: UInt16
        let targetIndex: Int32

        var nameRange: Range<Int> { nameStart..<nameStart + Int(nameByteCount) }
    }

    private var names: [UInt8] = []
    private var records: [Record] = []
    private var targets: [Target] = []

    /// The number of entries.
    var count: Int { records.count }

    /// Adds an entry.
    ///
    /// - Precondition: The name has fewer than 65,536 bytes, as the names of all systems have.
    mutating func append(name: some Collection<UInt8>, target: Target) {
        let byteCount = name.count
        precondition(byteCount <= UInt16.max, "a name of \(byteCount) bytes")
        var targetIndex = -1
        if target != .file(.regularFile) {
            targetIndex = targets.count
            targets.append(target)
        }
        records.append(
            Record(
                nameStart: names.count, nameByteCount: UInt16(byteCount), targetIndex: Int32(targetIndex)))
        names.append(contentsOf: name)
    }

    /// The name of an entry as the system has it, neither empty nor with a slash.
    func name(at index: Int) -> ArraySlice<UInt8> { names[records[index].nameRange] }

    /// What an entry leads to.
    func target(at index: Int) -> Target { target(of: records[index]) }

    /// Puts the entries into natural order of their names. Complexity: O(*n* log *n*).
    mutating func sort() {
        records.sort { [names] left, right in
            NaturalOrder.areInIncreasingOrder(
                names.span.extracting(left.nameRange), names.span.extracting(right.nameRange))
        }
    }

    /// Shows every entry to a judge, in order, and forgets those that it does not want. Complexity: O(*n*).
    mutating func keepAll(where isKept: (_ name: ArraySlice<UInt8>, _ target: Target) -> Bool) {
        var kept = 0
        for index in records.indices where isKept(names[records[index].nameRange], target(of: records[index]))
        {
            records[kept] = records[index]
            kept += 1
        }
        records.removeLast(records.count - kept)
    }

    private func target(of record: Record) -> Target {
        record.targetIndex < 0 ? .file(.regularFile) : targets[Int(record.targetIndex)]
    }
}
