public import Networks

/// Where a run stands: all that going on to the same bits needs, besides network, settings and data.
public struct TrainingState: Hashable, Sendable {
    /// The number of finished epochs.
    public internal(set) var epoch = 0
    /// The number of finished steps in the current epoch.
    public internal(set) var stepInEpoch = 0
    /// The number of finished steps.
    public internal(set) var step = 0
    /// The records of the finished epochs.
    public internal(set) var records: [EpochRecord] = []
    /// Weights and running statistics.
    public internal(set) var parameters: Parameters = [:]
    /// The best weights so far; nil where nothing is judged.
    public internal(set) var best: Parameters?
    /// The moving average; nil where none is kept.
    public internal(set) var average: Parameters?
    /// What the optimizer remembers, by parameter and by what it is; parameters of which it remembers nothing
    /// are left out.
    public internal(set) var optimizer: [String: [String: [Float]]] = [:]

    /// The number of epochs that a time budget leaves of those of the settings; nil before that is known, and where there
    /// is no budget.
    public internal(set) var fittedEpochCount: Int?

    /// The number of steps that a time budget leaves where it is too short for the first epoch.
    public internal(set) var fittedStepCount: Int?

    /// The limit of the time budget that the run was fitted into, in seconds; nil where it was fitted into none.
    public internal(set) var fittedSeconds: Double?

    /// The sum of the losses in the current epoch, and what the images so far count together.
    var (lossSum, weightSum) = (0.0, 0.0)
    /// How long the current epoch has been trained, in seconds.
    var seconds = 0.0

    /// How long all epochs so far have taken, in seconds.
    public var trainedSeconds: Double { records.reduce(seconds) { $0 + $1.seconds } }

    private(set) var stopping: EarlyStopping
    private var plateau: ReduceOnPlateau?
    private let stopsEarly: Bool

    /// The state after some epochs; weights and what the optimizer remembers are yet to be filled in.
    ///
    /// Early stopping and the plateau schedule are decided by the losses in the records alone.
    init(_ settings: TrainingSettings, records: [EpochRecord] = []) {
        stopping = EarlyStopping(patience: settings.patience ?? settings.epochCount)
        stopsEarly = settings.patience != nil
        plateau = settings.schedule.plateau.map { ReduceOnPlateau($0) }
        for record in records { _ = finishEpoch(record) }
    }

    /// Whether an epoch has been judged, so that there are best weights.
    var hasBest: Bool { stopping.bestEpoch != nil }

    /// Whether the validation loss has not improved for as long as it may.
    var hasStopped: Bool { stopsEarly && stopping.hasStopped }

    /// Whether all steps are taken that a time budget leaves of the first epoch.
    var hasTakenFittedSteps: Bool { fittedStepCount.map { step >= $0 } ?? false }

    /// What the plateau schedule multiplies the rate by.
    var plateauFactor: Double { plateau?.factor ?? 1 }

    /// The mean loss of the images of the current epoch so far; 0 where nothing counts.
    var meanLoss: Double { lossSum / max(weightSum, .leastNonzeroMagnitude) }

    /// The epoch that the best weights are from, from 1: the last finished one where nothing is judged.
    var bestEpoch: Int { stopping.bestEpoch.map { $0 + 1 } ?? epoch }

    /// Takes a finished epoch into account.
    ///
    /// - Returns: Whether its weights are the ones to keep.
    mutating func finishEpoch(_ record: EpochRecord) -> Bool {
        records.append(record)
        epoch += 1
        stepInEpoch = 0
        fittedStepCount = nil
        (lossSum, weightSum, seconds) = (0, 0, 0)
        _ = plateau?.observe(record.validationLoss ?? record.trainLoss)
        guard let loss = record.validationLoss else { return true }
        return stopping.observe(loss) == .best
    }
}
