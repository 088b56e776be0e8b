/// The rows of a list that cannot be used: the first few and the number of all.
public struct RowFaults<Reason: Hashable & Sendable & CustomStringConvertible>: Hashable, Sendable {
    /// The largest number of rows that are kept, because nobody reads a list of thousands.
    public static var listedMaximum: Int { 10 }

    /// The first rows, in the order of the file.
    public private(set) var listed: [RowFault<Reason>] = []

    /// The number of all such rows.
    public private(set) var count = 0

    /// Makes a list of nothing.
    package init() {}

    /// Makes a list of faults.
    package init(_ faults: [RowFault<Reason>]) {
        for fault in faults { add(fault.reason, line: fault.line) }
    }

    /// Adds a fault of a row below all others.
    mutating func add(_ reason: Reason, line: Int) {
        count += 1
        if listed.count < Self.listedMaximum { listed.append(RowFault(line: line, reason: reason)) }
    }
}

extension RowFaults: CustomStringConvertible {
    /// All listed rows in one sentence.
    public var description: String {
        let rows = listed.map(\.description).joined(separator: "; ")
        let rest = count - listed.count
        let more = rest > 0 ? "; and \(rest) more" : ""
        return count == 1 ? rows : "\(count) rows cannot be used: \(rows)\(more)"
    }
}
