public import Datasets
internal import Models
public import Training

/// Trains networks on labelled images: whole ones from the start, or the last blocks of a pretrained one.
public struct NetworkTuner: Sendable {
    private let cache: FeatureCache?
    let options: Options
    let progress: @Sendable (Progress) -> Void
    private let begin = ContinuousClock.now

    /// Prepares a run; the time of its budget begins.
    public init(
        cache: FeatureCache?, options: Options, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.cache = cache
        self.options = options
        self.progress = progress
    }

    /// Examines a data set and trains on it.
    ///
    /// - Parameters:
    ///   - start: The network and its first weights; it has as many outputs as the kind of problem needs.
    ///   - data: The images; where it has no validation images, a share of the training images is held out, as
    ///     `FineTuner.run` does.
    ///   - validationFraction: That share, in `0 ..< 1`; with 0, training goes on to the last epoch.
    ///   - kept: The sides of contents in an earlier split, which they keep.
    ///   - toolVersion: What the record says wrote it.
    /// - Throws: `TransferError`, `TaskError`, `ModelError`, `ExecutionError`, `TrainingLoopError`,
    ///   `CheckpointFileError`, `UnreadableExampleError`, or `CancellationError`.
    public func run(
        from start: Start, on data: Dataset, validationFraction: Double,
        keeping kept: [ContentDigest: Partition] = [:], toolVersion: String
    ) async throws -> Outcome {
        try await train(
            from: start,
            on: try await prepare(start, data, validationFraction: validationFraction, keeping: kept),
            of: data, toolVersion: toolVersion)
    }

    /// Looks for a learning rate instead of training: the loss of each step while the rate rises.
    ///
    /// - Parameter sweep: The rates to try.
    /// - Throws: What `run` throws.
    public func findLearningRate(
        from start: Start, on data: Dataset, validationFraction: Double,
        keeping kept: [ContentDigest: Partition] = [:], sweep: LearningRateSweep = LearningRateSweep(),
        observing observe: (LearningRateCurve) -> Void = { _ in }
    ) async throws -> LearningRateCurve {
        let prepared = try await prepare(start, data, validationFraction: validationFraction, keeping: kept)
        return try await findLearningRate(
            from: start, on: prepared, of: data, sweep: sweep, observing: observe)
    }

    /// The same on prepared images.
    func findLearningRate(
        from start: Start, on prepared: PreparedData, of data: Dataset, sweep: LearningRateSweep,
        observing observe: (LearningRateCurve) -> Void
    ) async throws -> LearningRateCurve {
        let job = try TuningJob(start, prepared, data, options)
        return try await LearningRateFinder(
            job.network, start: job.parameters, settings: job.settings, training: job.training,
            keepsStatistics: options.keepsStatistics, workerCount: options.workerCount
        ).run(sweep, progress: observe)
    }

    private func prepare(
        _ start: Start, _ data: Dataset, validationFraction: Double, keeping kept: [ContentDigest: Partition]
    ) async throws -> PreparedData {
        let loss = options.settings.loss
        try TaskError.check(data, for: loss.kind, isBounded: loss.activation == .sigmoid)
        let preparation = DataPreparation(
            preprocessing: start.preprocessing, extractor: nil, cache: cache, reading: options.reading,
            badImages: options.badImages, seed: options.settings.seed, workerCount: options.workerCount)
        let progress = progress
        return try await preparation.prepare(
            data, validationFraction: validationFraction, keeping: kept
        ) { progress(.examining($0)) }
    }

    /// Where a run that begins keeps the checkpoint that it finds at a path.
    public static func pathSetAside(_ path: String) -> String { "\(path).previous" }

    /// Trains on prepared images.
    func train(
        from start: Start, on prepared: PreparedData, of data: Dataset, toolVersion: String
    ) async throws -> Outcome {
        let job = try TuningJob(start, prepared, data, options)
        let examination = prepared.examination
        let parts = examination.parts(prepared)
        let checkpoint = RunCheckpoint(
            path: options.checkpointPath,
            identity: try identity(of: job, start, parts, toolVersion: toolVersion))
        let trained = try await trainWeights(
            of: job, keptIn: checkpoint, from: options.resumes ? try checkpoint.resumed() : nil)
        let progress = progress
        let scores = try await TuningScores(of: job, trained.parameters, workerCount: options.workerCount) {
            progress(.judging(completed: $0, total: $1))
        }
        let model = try job.model(
            trained.parameters, scores,
            record: try record(parts, scores.validation, trained, data, start, toolVersion: toolVersion))
        let detector = try await unknownDetector(for: model, prepared, classCount: data.classNames.count)
        return Outcome(
            model: try model.with(detector), validation: scores.validation, test: scores.test,
            failures: examination.failures,
            check: CheckReport(data, prepared, suspicions: [], badImages: options.badImages), parts: parts,
            records: trained.records, bestEpoch: trained.bestEpoch, ending: trained.ending,
            checkpoint: checkpoint)
    }

    /// Trains the weights of a job, from its start or from where a checkpoint stood.
    func trainWeights(
        of job: TuningJob, keptIn checkpoint: RunCheckpoint,
        from resumed: (state: TrainingState, adjustments: [String])?
    ) async throws -> TrainingOutcome {
        if let resumed { progress(.resumed(resumed.state.records, adjustments: resumed.adjustments)) }
        let trainer = try NetworkTrainer(
            job.network, start: job.parameters, settings: job.settings, training: job.training,
            validation: job.validation, judged: job.judgedNetwork, keepsStatistics: options.keepsStatistics,
            workerCount: options.workerCount, resuming: resumed?.state)
        if resumed == nil { checkpoint.setAside() }
        let progress = progress
        let spent = (ContinuousClock.now - begin) / .seconds(1) + (resumed?.state.trainedSeconds ?? 0)
        return try await trainer.run(within: options.budget, spent: spent, saving: checkpoint.save) {
            progress(.training($0))
        }
    }
}
