/// The working memory of ``PickleMachine``: a stack with marks, and the values that were stored for later.
///
/// Errors carry the offset of the instruction that is being run.
struct PickleStack {
    private var values: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]

    /// The number of values above the last mark; those below are out of reach until it is taken.
    private var reachable: Int { values.count - (marks.last ?? 0) }

    /// Puts a value on top.
    mutating func push(_ value: PickleValue) {
        values.append(value)
    }

    /// Puts a mark on top, for ``popToMark(at:)``.
    mutating func mark() {
        marks.append(values.count)
    }

    /// The value on top.
    func top(at offset: Int) throws(PickleError) -> PickleValue {
        guard reachable > 0, let value = values.last else { throw .stackUnderflow(offset: offset) }
        return value
    }

    /// Takes the value on top.
    mutating func pop(at offset: Int) throws(PickleError) -> PickleValue {
        guard reachable > 0, let value = values.popLast() else { throw .stackUnderflow(offset: offset) }
        return value
    }

    /// Takes so many values, the topmost last.
    mutating func pop(_ count: Int, at offset: Int) throws(PickleError) -> [PickleValue] {
        guard reachable >= count else { throw .stackUnderflow(offset: offset) }
        defer { values.removeLast(count) }
        return Array(values.suffix(count))
    }

    /// Takes the last mark and every value above it.
    mutating func popToMark(at offset: Int) throws(PickleError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw .missingMark(offset: offset) }
        defer { values.removeSubrange(mark...) }
        return Array(values[mark...])
    }

    /// Stores the value on top under a number, by default the number of values stored so far.
    mutating func store(as index: Int?, at offset: Int) throws(PickleError) {
        memo[index ?? memo.count] = try top(at: offset)
    }

    /// Puts a stored value on top.
    mutating func recall(_ index: Int, at offset: Int) throws(PickleError) {
        guard let value = memo[index] else { throw .unknownMemo(index: index, offset: offset) }
        values.append(value)
    }
}
