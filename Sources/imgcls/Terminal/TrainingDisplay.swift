internal import Synchronization
internal import Training
internal import Transfer

/// Shows how a network's training goes: a bar while an epoch runs, a line of a table for each that is done.
final class TrainingDisplay: Sendable {
    private let display: ProgressDisplay
    private let log: EpochLog
    private let hasHeader = Mutex(false)

    init(_ display: ProgressDisplay, _ log: EpochLog) {
        self.display = display
        self.log = log
    }

    func show(_ progress: NetworkTuner.Progress) {
        switch progress {
        case .examining(let step):
            display.update("Examining", completed: step.completed, total: step.total)
        case .resumed(let records):
            for record in records { log.add(record) }
        case .training(.progress(let epoch, let completed, let total, let loss)):
            display.update(
                "Epoch \(epoch), loss \(Number.fixed(loss, 3))", step: "epoch \(epoch)", completed: completed,
                total: total, onlyAsBar: true)
        case .training(.validating(let completed, let total)):
            display.update("Validating", completed: completed, total: total, onlyAsBar: true)
        case .training(.epoch(let record, let isBest)):
            log.add(record)
            let header = "epoch  train loss  valid loss  accuracy       rate  images/s"
            if hasHeader.withLock({ shown in
                defer { shown = true }
                return !shown
            }) {
                display.warn(header)
            }
            display.warn(Self.line(record) + (isBest ? "  best" : ""))
        }
    }

    private static func line(_ record: EpochRecord) -> String {
        let numbers: [(String, Int)] = [
            ("\(record.epoch)", 5), (Number.fixed(record.trainLoss, 4), 12),
            (record.validationLoss.map { Number.fixed($0, 4) } ?? "–", 12),
            (record.metric.map { Number.fixed($0, 4) } ?? "–", 10), (rate(record.rate), 11),
            (Number.fixed(record.imagesPerSecond, 0), 10),
        ]
        return numbers.map { text, width in
            String(repeating: " ", count: max(width - text.count, 0)) + text
        }.joined()
    }

    private static func rate(_ rate: Double) -> String {
        rate >= 0.001 ? Number.fixed(rate, 5) : Number.fixed(rate * 1e6, 1) + "e-6"
    }
}
