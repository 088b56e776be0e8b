/// How far a run is, without its weights.
struct CheckpointProgress: Codable {
    private let epoch: Int
    private let stepInEpoch: Int
    private let step: Int
    private let lossSum: Double
    private let weightSum: Double
    private let seconds: Double
    private let records: [EpochRecord]
    private let fittedEpochCount: Int?
    private let fittedStepCount: Int?
    private let fittedSeconds: Double?

    init(_ state: TrainingState) {
        epoch = state.epoch
        stepInEpoch = state.stepInEpoch
        step = state.step
        lossSum = state.lossSum
        weightSum = state.weightSum
        seconds = state.seconds
        records = state.records
        fittedEpochCount = state.fittedEpochCount
        fittedStepCount = state.fittedStepCount
        fittedSeconds = state.fittedSeconds
    }

    /// What contradicts itself; nil where nothing does.
    func fault(_ settings: TrainingSettings) -> String? {
        if let (index, record) = records.enumerated().first(where: { $0.offset + 1 != $0.element.epoch }) {
            return "record \(index + 1) is of epoch \(record.epoch)"
        }
        if epoch != records.count { return "\(epoch) epochs are finished, with \(records.count) records" }
        if epoch > settings.epochCount { return "\(epoch) epochs are finished, of \(settings.epochCount)" }
        if let fitted = fittedEpochCount, !(epoch...settings.epochCount).contains(fitted) {
            return "\(fitted) epochs fit into the time, of \(settings.epochCount), after \(epoch)"
        }
        if let fitted = fittedStepCount, epoch > 0 || fitted < step {
            return "\(fitted) steps fit into the time, after \(step) and \(epoch) epochs"
        }
        if !areStepsWhole {
            return "\(step) steps are taken, \(stepInEpoch) of them after \(epoch) epochs"
        }
        return weightSum >= 0 ? nil : "the images so far count \(weightSum) together"
    }

    /// Whether the steps of the finished epochs can be as many in each.
    private var areStepsWhole: Bool {
        guard step >= 0, stepInEpoch >= 0 else { return false }
        let finished = step - stepInEpoch
        return epoch == 0 ? finished == 0 : finished > 0 && finished.isMultiple(of: epoch)
    }

    /// The state, but for its tensors.
    ///
    /// - Precondition: There is no fault.
    func state(_ settings: TrainingSettings) -> TrainingState {
        var state = TrainingState(settings, records: records)
        state.stepInEpoch = stepInEpoch
        state.step = step
        state.fittedEpochCount = fittedEpochCount
        state.fittedStepCount = fittedStepCount
        state.fittedSeconds = fittedSeconds
        (state.lossSum, state.weightSum, state.seconds) = (lossSum, weightSum, seconds)
        return state
    }
}
