/// What is wrong with one row of a list, and where.
public struct RowFault<Reason: Hashable & Sendable & CustomStringConvertible>: Error, Hashable, Sendable {
    /// The line of the file that the row begins in, from 1.
    public let line: Int
    /// What is wrong.
    public let reason: Reason

    /// Makes a fault.
    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }
}

extension RowFault: CustomStringConvertible {
    /// The line and the fault in one sentence.
    public var description: String { "line \(line): \(reason)" }
}
