internal import Training

/// How fast a training run goes, and how long it will take.
struct EpochClock: Sendable {
    /// What an epoch is at.
    private struct Mark {
        let completed: Int
        let time: Duration
    }

    /// The number of epochs, at most.
    var epochCount: Int
    /// The number of images that fit into the time where an epoch does not.
    var imageLimit: Int?
    private let budget: Double?
    private var spent = 0.0
    private var last: EpochRecord?
    private var epoch = 0
    private var begin: Mark?
    private var now = Mark(completed: 0, time: .zero)
    private var total = 0

    /// - Parameters:
    ///   - epochCount: The most epochs.
    ///   - budget: The most seconds, epochs before the start included; nil for no limit.
    init(epochCount: Int, budget: Double?) {
        self.epochCount = epochCount
        self.budget = budget
    }

    /// Counts epochs of an earlier run.
    mutating func resume(behind records: [EpochRecord]) {
        spent += records.reduce(0) { $0 + $1.seconds }
        last = records.last
    }

    /// Some images of an epoch are done.
    mutating func advance(epoch: Int, completed: Int, total: Int, time: Duration) {
        if epoch != self.epoch || begin == nil {
            self.epoch = epoch
            begin = Mark(completed: completed, time: time)
        }
        now = Mark(completed: completed, time: time)
        self.total = min(total, imageLimit ?? total)
    }

    /// An epoch is done.
    mutating func finish(_ record: EpochRecord) {
        last = record
        begin = nil
    }

    /// Images a second in this epoch; nil before there are any.
    var speed: Double? {
        guard let begin, now.completed > begin.completed, now.time > begin.time else { return nil }
        return Double(now.completed - begin.completed) / ((now.time - begin.time) / .seconds(1))
    }

    /// How long this epoch takes from now on, validation included once that is known, in seconds.
    var secondsLeftOfEpoch: Double? {
        let speed = speed ?? last?.imagesPerSecond
        return speed.map { Double(max(total - now.completed, 0)) / max($0, 1e-9) + validationSeconds }
    }

    /// How long the run takes from now on, at most, in seconds.
    var secondsLeft: Double? {
        guard let left = secondsLeftOfEpoch else { return nil }
        let whole = last?.seconds ?? speed.map { Double(total) / $0 } ?? left
        let seconds = left + Double(max(epochCount - epoch, 0)) * whole
        return budget.map { min(seconds, max($0 - spent - now.time / .seconds(1), left)) } ?? seconds
    }

    private var validationSeconds: Double {
        last.map { max($0.seconds - Double(total) / max($0.imagesPerSecond, 1e-9), 0) } ?? 0
    }
}
