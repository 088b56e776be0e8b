public import Networks

/// What a run came to.
public struct TrainingOutcome: Hashable, Sendable {
    /// Why a run ended.
    public enum Ending: String, Hashable, Sendable, Codable {
        /// All epochs are done.
        case completed
        /// The validation loss had not improved for as long as it may.
        case stoppedEarly = "stopped_early"
        /// The time was spent.
        case outOfTime = "out_of_time"
    }

    /// The weights to keep: the best by validation loss; the last ones where nothing was judged.
    public let parameters: Parameters
    /// One record an epoch.
    public let records: [EpochRecord]
    /// The epoch that the weights are from, counted from 1; where nothing was judged, the last finished one,
    /// or 0 where the time was spent before.
    public let bestEpoch: Int
    /// Why the run ended.
    public let ending: Ending
}
