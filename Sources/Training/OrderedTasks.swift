/// Runs `count` pieces of work on at most `workerCount` tasks at a time and returns the results in index order.
///
/// - Parameters:
///   - count: The number of pieces.
///   - workerCount: The most tasks at a time.
///   - completed: Called with the number of pieces that are done, after each of them.
///   - work: Does one piece.
/// - Throws: The first error that a piece throws; the others are cancelled.
func mapInOrder<Result: Sendable>(
    _ count: Int, workerCount: Int, completed: (Int) -> Void = { _ in },
    _ work: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results = [Result?](repeating: nil, count: count)
        var next = 0
        var completedCount = 0
        while next < min(count, workerCount) {
            let index = next
            group.addTask { (index, try await work(index)) }
            next += 1
        }
        while let (index, result) = try await group.next() {
            results[index] = result
            completedCount += 1
            completed(completedCount)
            if next < count {
                let index = next
                group.addTask { (index, try await work(index)) }
                next += 1
            }
        }
        return results.compactMap { $0 }
    }
}
