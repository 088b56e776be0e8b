internal import Synchronization

/// Tasks that work off numbered pieces of work side by side, each with a state of its own that stays between
/// calls.
final class WorkerTeam<State>: Sendable {
    private final class Slot: Sendable {
        let state: Mutex<State>

        init(_ state: sending State) {
            self.state = Mutex(state)
        }
    }

    private let slots: [Slot]

    /// Makes the states.
    ///
    /// - Precondition: There is at least one.
    init(count: Int, makeState: () throws -> sending State) throws {
        precondition(count > 0, "\(count) workers")
        slots = try (0..<count).map { _ in Slot(try makeState()) }
    }

    /// The results of some pieces of work, in their order.
    ///
    /// Pieces are begun in their order, and none after one has failed; so the error is that of the first
    /// piece that fails, whatever the number of workers.
    /// - Throws: What `body` throws. A cancelled task does not stop early: `body` may.
    func map<Output: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (inout State, Int) throws -> Output
    ) async throws -> [Output] {
        let queue = PieceQueue(count: count)
        let pieces = await withTaskGroup(of: [(Int, Result<Output, any Error>)].self) { group in
            for slot in slots.prefix(count) {
                group.addTask {
                    slot.state.withLock { state in
                        var results: [(Int, Result<Output, any Error>)] = []
                        while let index = queue.take() {
                            do {
                                results.append((index, .success(try body(&state, index))))
                            } catch {
                                results.append((index, .failure(error)))
                                queue.close()
                            }
                        }
                        return results
                    }
                }
            }
            var pieces: [(Int, Result<Output, any Error>)] = []
            pieces.reserveCapacity(count)
            for await piece in group { pieces += piece }
            return pieces
        }
        return try pieces.sorted { $0.0 < $1.0 }.map { try $0.1.get() }
    }
}

/// The pieces that nobody has taken yet.
private final class PieceQueue: Sendable {
    private let count: Int
    private let next = Atomic<Int>(0)

    init(count: Int) {
        self.count = count
    }

    func take() -> Int? {
        let index = next.add(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }

    func close() { next.store(count, ordering: .relaxed) }
}
