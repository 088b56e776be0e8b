internal import Networks
internal import Synchronization
internal import Training
internal import Transfer

/// Shows how a network's training goes: a line of a table for each epoch that is done, and on a terminal below them
/// the running epoch and the curve of the losses.
final class TrainingDisplay: Sendable {
    private struct State {
        var records: [EpochRecord] = []
        var clock: EpochClock
        var header = ""
        var epoch = 1
        var live: EpochLine?
        var lastDrawn: ContinuousClock.Instant?
        /// Whether the validation images have joined the training images.
        var isRefitting = false
    }

    private let kind: ProblemKind
    private let epochCount: Int
    private let display: ProgressDisplay
    private let log: EpochLog
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// - Parameters:
    ///   - kind: The kind of problem, which decides what the metric is called.
    ///   - epochCount: The most epochs.
    ///   - budget: How long the run may take; nil for no limit.
    init(
        _ kind: ProblemKind, epochCount: Int, budget: TimeBudget?, _ display: ProgressDisplay, _ log: EpochLog
    ) {
        self.kind = kind
        self.epochCount = epochCount
        self.display = display
        self.log = log
        state = Mutex(State(clock: EpochClock(epochCount: epochCount, budget: budget?.seconds)))
    }

    func show(_ progress: NetworkTuner.Progress) {
        switch progress {
        case .examining(let step):
            display.update("Examining", completed: step.completed, total: step.total)
        case .resumed(let records, let adjustments):
            for adjustment in adjustments {
                display.warn("note: goes on with another \(adjustment); the bits are those of no single run")
            }
            state.withLock { state in
                if !state.isRefitting { for record in records { log.add(record) } }
                state.records = records
                state.clock.resume(behind: records)
            }
        case .training(let event): show(event)
        case .refitting(let imageCount, let epochCount):
            display.tell(
                "Training again on \(imageCount) images, validation images among them: epochs 1 to \(epochCount)"
            )
            state.withLock { state in
                state = State(clock: EpochClock(epochCount: epochCount, budget: nil))
                state.isRefitting = true
            }
        case .judging(let completed, let total):
            display.update("Judging", completed: completed, total: total)
        case .fittingUnknown(let completed, let total):
            display.update("Learning what is unknown", completed: completed, total: total)
        }
    }

    private func show(_ event: NetworkTrainer.Event) {
        switch event {
        case .progress(let epoch, let completed, let total, let loss):
            state.withLock { state in
                let time = ContinuousClock.now - start
                state.clock.advance(epoch: epoch, completed: completed, total: total, time: time)
                state.epoch = epoch
                state.live = EpochLine(
                    epoch: epoch, epochCount: state.clock.epochCount, completed: completed, total: total,
                    loss: loss,
                    speed: state.clock.speed, secondsLeftOfEpoch: state.clock.secondsLeftOfEpoch,
                    secondsLeft: state.clock.secondsLeft)
                draw(&state)
            }
        case .validating(let completed, let total):
            state.withLock { state in
                state.live = EpochLine(
                    epoch: state.epoch, epochCount: state.clock.epochCount, completed: completed,
                    total: total, loss: nil,
                    speed: nil, secondsLeftOfEpoch: nil, secondsLeft: nil)
                draw(&state)
            }
        case .epoch(let record, let isBest):
            state.withLock { state in
                // Its epochs would stand in the log under the numbers of others.
                if !state.isRefitting { log.add(record) }
                finish(record, isBest: isBest && !state.isRefitting, &state)
            }
        case .fitted(let count):
            state.withLock { $0.clock.epochCount = count }
            display.warn(
                "note: the time is enough for \(count) of \(epochCount) epochs; the learning rate falls within them"
            )
        case .fittedImages(let count, let total):
            state.withLock { ($0.clock.epochCount, $0.clock.imageLimit) = (1, count) }
            display.warn(
                """
                note: the time is enough for about \(count) of the \(total) images of one epoch; the learning rate \
                falls within them
                """)
        }
    }

    private func finish(_ record: EpochRecord, isBest: Bool, _ state: inout State) {
        state.records.append(record)
        state.clock.finish(record)
        let width = display.isLive ? TerminalSize.standardError.columns : nil
        let table = EpochTable(kind, width: width)
        // Anew where a window's new width leaves room for other columns.
        if table.header != state.header { display.tell(table.header) }
        state.header = table.header
        display.tell(table.line(record, isBest: isBest), isGood: isBest)
        // The last epoch has no other behind it, and one that stops the run early is followed by its end.
        state.live = nil
        state.lastDrawn = nil
        draw(&state)
    }

    /// Draws what changes, as often as a person can read it.
    private func draw(_ state: inout State) {
        guard display.isLive else { return }
        let now = ContinuousClock.now
        if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
        state.lastDrawn = now
        let size = TerminalSize.standardError
        let isUTF8 = TerminalTraits.standardError.isUTF8
        var lines: [String] = []
        if let live = state.live { lines.append(live.text(columns: size.columns, isUTF8: isUTF8)) }
        if size.rows >= Self.rowsForCurve, size.columns >= Self.columnsForCurve {
            lines += curve(of: state.records).lines(columns: size.columns, isUTF8: isUTF8)
        }
        display.draw(lines)
    }

    private static let rowsForCurve = 12
    private static let columnsForCurve = 40

    /// The validation losses, or the training losses where nothing is validated.
    private func curve(of records: [EpochRecord]) -> LossCurve {
        let losses = records.compactMap(\.validationLoss)
        return losses.isEmpty
            ? LossCurve(name: "train loss", losses: records.map(\.trainLoss))
            : LossCurve(name: "valid loss", losses: losses)
    }
}
