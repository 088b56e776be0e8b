/// How long a run may take.
///
/// No further epoch begins once the time is spent. An epoch that has begun may be finished, unless it takes
/// so long that the limit is exceeded by more than the time of an epoch: that of the last finished one, or as
/// long as there is none, the limit itself.
public struct TimeBudget: Hashable, Sendable {
    /// The limit, in seconds.
    public let seconds: Double

    /// Sets a limit.
    ///
    /// - Precondition: `seconds` is positive and finite.
    public init(seconds: Double) {
        SettingRange.positive.require(seconds, "time budget in seconds")
        self.seconds = seconds
    }

    /// Whether no further epoch begins.
    ///
    /// - Parameter elapsed: How long the run has taken so far, in seconds.
    func isSpent(after elapsed: Double) -> Bool { elapsed >= seconds }

    /// Whether even an epoch that has begun is not finished.
    ///
    /// - Parameters:
    ///   - elapsed: How long the run has taken so far, in seconds.
    ///   - epochSeconds: The time of the last finished epoch; nil where there is none.
    func isExceeded(after elapsed: Double, epochSeconds: Double?) -> Bool {
        elapsed > seconds + (epochSeconds ?? seconds)
    }
}
