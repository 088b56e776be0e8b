internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Training

/// How a trained network does, with what validation images chose: temperature and thresholds.
struct TuningScores {
    private(set) var task: Model.Task
    private(set) var temperature: Double
    private(set) var validation: ModelReport?
    private(set) var test: ModelReport?

    /// Runs the network over validation and test images.
    ///
    /// - Parameters:
    ///   - earlier: Whose temperature and thresholds are kept where no validation images choose any; nil for a
    ///     temperature of 1 and thresholds of 0.5.
    ///   - progress: Called with the number of finished images and that of all.
    /// - Throws: `ExecutionError`, `MetricsError`, `CancellationError`, or what examples throw.
    init(
        of job: TuningJob, _ parameters: Parameters, calibratedLike earlier: Model? = nil, workerCount: Int,
        progress: @escaping @Sendable (_ completed: Int, _ total: Int) -> Void
    ) async throws {
        task = earlier?.task ?? Model.Task(job.settings.loss, labelCount: job.names.count)
        temperature = earlier?.temperature ?? 1
        let total = [job.validation, job.test].reduce(0) { $0 + ($1?.count ?? 0) }
        var before = 0
        for (partition, source) in [(Partition.validation, job.validation), (.test, job.test)] {
            guard let source else { continue }
            let first = before
            let logits = try await Evaluation.logits(
                of: job.judgedNetwork, parameters, source, workerCount: workerCount
            ) { progress(first + $0, total) }
            before += source.count
            if partition == .validation {
                temperature = TemperatureFit.temperature(logits: logits, source.targets)
                task.chooseThresholds(logits: logits, temperature: temperature, source.targets)
            }
            let answers = logits.map { job.answers(logits: $0, task, temperature: temperature) }
            let report = try ModelReport(
                answers: answers, of: job.judgedSamples[partition] ?? [], task: task, names: job.names)
            if partition == .validation { validation = report } else { test = report }
        }
    }
}

extension Model.Task {
    /// The task of a loss, with thresholds of 0.5.
    init(_ loss: Loss, labelCount: Int) {
        switch loss {
        case .multiclass: self = .multiclass
        case .binary: self = .binary
        case .multilabel: self = .multilabel(thresholds: LabelThresholds(labelCount: labelCount).values)
        case .regression(let regression): self = .regression(isBounded: regression.isBounded)
        }
    }

    /// Chooses the thresholds of labels, where there are labels.
    fileprivate mutating func chooseThresholds(
        logits: [[Float]], temperature: Double, _ targets: Targets.Values
    ) {
        guard case .multilabel = self, case .labels(let bits, let labelCount) = targets else { return }
        let probabilities = logits.flatMap { answers(logits: $0, temperature: temperature) }
        let thresholds = LabelThresholds(
            choosingFor: probabilities.map { Float($0) }, labels: bits, labelCount: labelCount)
        self = .multilabel(thresholds: thresholds.values)
    }
}
