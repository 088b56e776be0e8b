/// Runs `count` pieces of work on at most `workerCount` tasks at a time and returns the results in index order.
///
/// - Throws: The first error that a piece throws; the others are cancelled.
func mapInOrder<Result: Sendable>(
    _ count: Int, workerCount: Int, _ work: @escaping @Sendable (Int) throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: count)
        var next = 0
        while next < min(count, workerCount) {
            let index = next
            group.addTask { (index, try work(index)) }
            next += 1
        }
        while let (index, result) = try await group.next() {
            results[index] = result
            if next < count {
                let index = next
                group.addTask { (index, try work(index)) }
                next += 1
            }
        }
        return results.compactMap { $0 }
    }
}
