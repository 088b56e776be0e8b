internal import Synchronization

/// Spreads independent items over worker tasks.
///
/// Each worker owns its state (a session, a decoder), takes the next item when it is free, and results are put
/// back in the order of the items: nothing about them depends on the number of workers.
public enum WorkerPool {
    /// Computes one result an item.
    ///
    /// - Parameters:
    ///   - count: The number of items.
    ///   - workerCount: The number of tasks; more than there are processors gains nothing.
    ///   - makeState: Makes what a worker keeps between items; called once a worker.
    ///   - completed: Called after each item with the number of finished ones, from any task.
    ///   - body: Computes the result of the item at an index.
    /// - Returns: The results in the order of the items.
    /// - Throws: The first error of `makeState` or `body`; `CancellationError` soon after the task was cancelled.
    public static func map<State, Result: Sendable>(
        count: Int, workerCount: Int, makeState: @escaping @Sendable () throws -> State,
        completed: (@Sendable (Int) -> Void)? = nil,
        body: @escaping @Sendable (inout State, Int) throws -> Result
    ) async throws -> [Result] {
        precondition(workerCount > 0, "\(workerCount) workers")
        let queue = ItemQueue(count: count)
        let pieces = try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
            for _ in 0..<min(workerCount, count) {
                group.addTask {
                    var state = try makeState()
                    var results: [(Int, Result)] = []
                    while let index = queue.take() {
                        try Task.checkCancellation()
                        results.append((index, try body(&state, index)))
                        let finished = queue.finish()
                        completed?(finished)
                    }
                    return results
                }
            }
            var pieces: [(Int, Result)] = []
            for try await piece in group { pieces += piece }
            return pieces
        }
        return pieces.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// The items that no worker has taken yet, and how many are done.
private final class ItemQueue: Sendable {
    private let count: Int
    private let next = Atomic<Int>(0)
    private let finished = Atomic<Int>(0)

    init(count: Int) {
        self.count = count
    }

    func take() -> Int? {
        let index = next.add(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }

    func finish() -> Int { finished.add(1, ordering: .relaxed).newValue }
}
