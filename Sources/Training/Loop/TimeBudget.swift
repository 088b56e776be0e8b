/// How long a run may take.
///
/// After its first epoch, a run is as many epochs long as fit, so that the schedule of the learning rate comes to its end;
/// where its first steps show that not even one fits, as many steps. No further epoch begins once the time is
/// spent. An epoch that has begun may be finished, unless it takes so long that the limit is exceeded by more than the
/// time of an epoch: that of the last finished one, or as long as there is none, the limit itself.
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

    /// The number of epochs that fit, finished ones included, by the time of the last one; at least those.
    ///
    /// - Parameters:
    ///   - finished: The number of finished epochs.
    ///   - elapsed: How long the run has taken so far, in seconds.
    ///   - epochSeconds: The time of an epoch.
    ///   - most: The number of epochs without a limit.
    func epochCount(finished: Int, elapsed: Double, epochSeconds: Double, most: Int) -> Int {
        let left = max(seconds - elapsed, 0) / max(epochSeconds, .leastNonzeroMagnitude)
        return left >= Double(most - finished) ? most : finished + Int(left)
    }

    /// Whether even an epoch that has begun is not finished.
    ///
    /// - Parameters:
    ///   - elapsed: How long the run has taken so far, in seconds.
    ///   - epochSeconds: The time of the last finished epoch; nil where there is none.
    func isExceeded(after elapsed: Double, epochSeconds: Double?) -> Bool {
        elapsed > seconds + (epochSeconds ?? seconds)
    }
}
