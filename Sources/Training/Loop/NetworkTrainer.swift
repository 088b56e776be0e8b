internal import Execution
public import Networks

/// Trains a network: shards of every batch side by side, gradients added in the order of the shards, so that
/// the bits of the result do not depend on the number of workers.
public actor NetworkTrainer {
    /// What is told while training goes on.
    public enum Event: Sendable {
        /// Some images of an epoch are done: the epoch from 1, images, all images, the mean loss so far.
        case progress(epoch: Int, completed: Int, total: Int, loss: Double)
        /// Some validation images are done.
        case validating(completed: Int, total: Int)
        /// An epoch is done.
        case epoch(EpochRecord, isBest: Bool)
        /// So many epochs fit into the time, fewer than there would be without a limit.
        case fitted(epochCount: Int)
        /// Not even an epoch fits into the time: so many of its images do.
        case fittedImages(count: Int, total: Int)
    }

    private let judgedNetwork: Network
    let settings: TrainingSettings
    let imageCount: Int
    private let validation: (any ExampleSource)?
    private let trainer: BatchTrainer
    private let workerCount: Int
    var state: TrainingState
    private var isRunning = false

    /// Prepares a run from weights, or from where another one stood.
    ///
    /// - Parameters:
    ///   - network: What to train; all of its parameters are learned.
    ///   - start: Its parameters at the start.
    ///   - settings: How to train.
    ///   - training: What to train on; at least one example.
    ///   - validation: What to judge each epoch by; nil, or no examples, trains to the end and keeps the last
    ///     weights.
    ///   - judged: The network for images of another size, which validation images have; nil judges the trained one.
    ///   - keepsStatistics: Whether batch normalisation keeps to its running statistics.
    ///   - workerCount: The number of tasks; the result does not depend on it.
    ///   - resuming: Where to go on; nil begins.
    /// - Throws: `ExecutionError` where the network cannot be compiled; `TrainingLoopError` where its outputs
    ///   do not fit the targets, or the state is of another run; or what the source throws.
    public init(
        _ network: Network, start: Parameters, settings: TrainingSettings, training: any ExampleSource,
        validation: (any ExampleSource)? = nil, judged: Network? = nil, keepsStatistics: Bool = false,
        workerCount: Int,
        resuming: TrainingState? = nil
    ) throws {
        precondition(training.count > 0, "no examples to train on")
        let settings = settings.fitted(to: training.count)
        judgedNetwork = judged ?? network
        self.settings = settings
        self.validation = validation.flatMap { $0.count > 0 ? $0 : nil }
        self.workerCount = workerCount
        imageCount = settings.imageCount(of: training.count)
        try resuming?.check(network, settings, settings.runLength(imageCount: training.count))
        do {
            trainer = try BatchTrainer(
                network, start: start, settings: settings, source: training, keepsStatistics: keepsStatistics,
                workerCount: workerCount, resuming: resuming)
        } catch let error as OptimizerStateError {
            throw TrainingLoopError.otherRun(error.description)
        }
        try self.validation?.check(outputCount: trainer.outputCount, settings.loss.kind)
        state = resuming ?? TrainingState(settings)
    }

    /// The memory that training takes besides the examples, in bytes: a session for each worker, gradients
    /// of shards, weights, packed weights, what the optimizer remembers, and a copy of it all
    /// to save.
    public var byteCount: Int { trainer.byteCount }

    /// The images of a shard for a network that begins with random weights: as many as there may be, or half or a
    /// quarter of them where the memory of a shard would be larger than half a gibibyte.
    ///
    /// Batch normalisation takes its statistics from a shard, so that the number depends on the network alone, and not
    /// on the machine.
    ///
    /// - Parameter most: The most images.
    public static func shardSize(for network: Network, most: Int) -> Int {
        let sizes = [most, most / 2].filter { $0 > 0 }
        return sizes.first { size in
            // A network that cannot be trained is refused later.
            guard let plan = try? TrainingPlan(network, shardSize: size, keepsStatistics: false) else {
                return true
            }
            return plan.sessionByteCount <= 1 << 29
        } ?? max(most / 4, 1)
    }

    /// Trains to the end.
    ///
    /// - Parameters:
    ///   - budget: How long it may take; nil for as long as it does.
    ///   - spent: What is spent of the budget already, in seconds.
    ///   - saving: Called after each epoch, and once when the run ends within one because the task is
    ///     cancelled or the time is spent, with all that going on needs.
    ///   - events: Called as training goes on.
    /// - Returns: The best weights by validation loss, or the last ones where nothing is validated, with all
    ///   records.
    /// - Throws: `TrainingLoopError.diverged`, `CancellationError`, or what examples, kernels and `saving`
    ///   throw. Nothing is saved of an epoch that diverges.
    /// - Precondition: It is not running already. A run that was cancelled or is out of time goes on where it
    ///   stood.
    public func run(
        within budget: TimeBudget? = nil, spent: Double = 0,
        saving: (TrainingState) throws -> Void = { _ in },
        events: @escaping @Sendable (Event) -> Void = { _ in }
    ) async throws -> TrainingOutcome {
        let start = ContinuousClock.now
        return try await run(
            within: budget,
            elapsed: {
                let parts = (ContinuousClock.now - start).components
                return spent + Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
            }, saving: saving, events: events)
    }

    /// The same by a clock that tests can turn.
    ///
    /// - Parameter elapsed: How long the run has taken so far, in seconds.
    package func run(
        within budget: TimeBudget?, elapsed: @Sendable () -> Double,
        saving: (TrainingState) throws -> Void = { _ in },
        events: @escaping @Sendable (Event) -> Void = { _ in }
    ) async throws -> TrainingOutcome {
        precondition(!isRunning, "the run is going on already")
        isRunning = true
        defer { isRunning = false }
        try await trainer.pack()
        var epochSeconds = state.records.last?.seconds
        refit(into: budget, elapsed(), events)
        while state.epoch < epochCount, !state.hasStopped {
            if let budget, epochSeconds != nil, budget.isSpent(after: elapsed()) {
                return outcome(.outOfTime)
            }
            // A part of the epoch may have been trained before.
            let start = elapsed() - state.seconds
            let isFinished: Bool
            do {
                isFinished = try await trainEpoch(
                    elapsed, within: budget, lastEpochSeconds: epochSeconds, events)
                if isFinished { try await finishEpoch(elapsed, events) }
            } catch let error as CancellationError {
                trainer.update.write(to: &state)
                try saving(state)
                throw error
            }
            if isFinished { fit(into: budget, elapsed(), epochSeconds: elapsed() - start, events) }
            trainer.update.write(to: &state)
            try saving(state)
            guard isFinished else { return outcome(.outOfTime) }
            epochSeconds = elapsed() - start
        }
        if state.hasStopped { return outcome(.stoppedEarly) }
        return outcome(epochCount < settings.epochCount ? .outOfTime : .completed)
    }

    private func outcome(_ ending: TrainingOutcome.Ending) -> TrainingOutcome {
        TrainingOutcome(
            parameters: state.best ?? trainer.update.judgedParameters, records: state.records,
            bestEpoch: state.bestEpoch, ending: ending)
    }

    // MARK: Epochs

    /// Takes the steps that are left of an epoch.
    ///
    /// - Returns: Whether all are done.
    private func trainEpoch(
        _ elapsed: @Sendable () -> Double, within budget: TimeBudget?, lastEpochSeconds: Double?,
        _ events: @Sendable (Event) -> Void
    ) async throws -> Bool {
        let batches = trainer.batches(epoch: state.epoch)
        var forecast = budget.map { StepForecast($0, stepCount: batches.count) }
        var last = elapsed()
        while state.stepInEpoch < batches.count {
            try Task.checkCancellation()
            if let budget {
                if budget.isExceeded(after: elapsed(), epochSeconds: lastEpochSeconds) { return false }
                fitSteps(&forecast, into: budget, elapsed(), events)
                if state.hasTakenFittedSteps { return false }
            }
            try await step(batches[state.stepInEpoch])
            let now = elapsed()
            state.seconds += now - last
            last = now
            events(
                .progress(
                    epoch: state.epoch + 1,
                    completed: min(state.stepInEpoch * settings.batchSize, imageCount),
                    total: imageCount, loss: state.meanLoss))
        }
        return true
    }

    private func step(_ batch: [Int]) async throws {
        let outcome = try await trainer.train(
            batch, epoch: state.epoch, step: state.step, rateFactor: rateFactor(step: state.step))
        switch outcome {
        case .trained(let lossSum, let weightSum):
            state.step += 1
            state.stepInEpoch += 1
            state.lossSum += lossSum
            state.weightSum += weightSum
        case .diverged(let what):
            throw diverged(what, step: state.step)
        }
    }

    private func finishEpoch(
        _ elapsed: @Sendable () -> Double, _ events: @escaping @Sendable (Event) -> Void
    ) async throws {
        let start = elapsed()
        let lastStep = state.step - 1
        // Infinite weights can come with the last step, and must not be saved.
        guard trainer.update.isFinite else { throw diverged(.weights, step: lastStep) }
        let judged = try await judge(events)
        if let loss = judged?.loss, !loss.isFinite { throw diverged(.validation(loss), step: lastStep) }
        let trained = state.seconds
        let record = EpochRecord(
            epoch: state.epoch + 1, trainLoss: state.meanLoss, validationLoss: judged?.loss,
            metric: judged?.metric, rate: settings.optimizer.rate * rateFactor(step: lastStep),
            imagesPerSecond: Double(imageCount) / max(trained, 1e-9), seconds: trained + elapsed() - start)
        let isBest = state.finishEpoch(record)
        if isBest, judged != nil { state.best = trainer.update.judgedParameters }
        events(.epoch(record, isBest: isBest))
    }

    private func judge(
        _ events: @escaping @Sendable (Event) -> Void
    ) async throws -> (loss: Double, metric: Double?)? {
        guard let validation else { return nil }
        let logits = try await Evaluation.logits(
            of: judgedNetwork, trainer.update.judgedParameters, validation, workerCount: workerCount
        ) { events(.validating(completed: $0, total: validation.count)) }
        let judged = Evaluation.judge(logits, validation.targets, by: settings.loss)
        guard judged.loss.isFinite else { return judged }
        // A model is calibrated when its training has ended: certainty alone makes no epoch better or worse.
        let temperature = Float(TemperatureFit.temperature(ofManyLogits: logits, validation.targets))
        let scaled = logits.map { row in row.map { $0 / temperature } }
        return Evaluation.judge(scaled, validation.targets, by: settings.loss)
    }

    private func rateFactor(step: Int) -> Double {
        settings.schedule.factor(step: step, of: length) * state.plateauFactor
    }

    private func diverged(_ what: TrainingLoopError.Divergence, step: Int) -> TrainingLoopError {
        .diverged(
            what, epoch: state.epoch + 1, step: step - state.epoch * length.stepsPerEpoch + 1,
            rate: settings.optimizer.rate * rateFactor(step: step))
    }
}
