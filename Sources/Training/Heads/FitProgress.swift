/// How far a fit of several parts has come; reported in rising order and from one task at a time.
public struct FitProgress: Hashable, Sendable {
    /// How many parts are done.
    public let completed: Int
    /// How many parts there are at most.
    public let total: Int

    package init(completed: Int, total: Int) {
        self.completed = completed
        self.total = total
    }
}
