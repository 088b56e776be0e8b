public import Networks

/// Looks for a learning rate: trains for some steps while the rate rises, and notes the losses.
///
/// The steps are those of `NetworkTrainer` with the same settings, but for the rate; schedule and moving
/// average are left out. The curve depends on network, weights, settings and data, never on the number of
/// workers.
/// Source: Smith, section 3.3, <https://arxiv.org/abs/1506.01186>.
public struct LearningRateFinder: Sendable {
    private let network: Network
    private let start: Parameters
    private let settings: TrainingSettings
    private let training: any ExampleSource
    private let keepsStatistics: Bool
    private let workerCount: Int

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - network: What to train.
    ///   - start: Its weights; a copy of them is trained.
    ///   - settings: How to train; the optimizer's rate does not matter.
    ///   - training: What to train on; it is read again and again where the search takes longer than an
    ///     epoch.
    ///   - keepsStatistics: Whether batch normalisation keeps to its running statistics.
    ///   - workerCount: The number of tasks; the result does not depend on it.
    /// - Precondition: There is an example.
    public init(
        _ network: Network, start: Parameters, settings: TrainingSettings, training: any ExampleSource,
        keepsStatistics: Bool = false, workerCount: Int
    ) {
        precondition(training.count > 0, "no examples to train on")
        self.network = network
        self.start = start
        var settings = settings.fitted(to: training.count)
        settings.average = nil
        // The rates of the sweep then are the factors of this one.
        settings.optimizer = OptimizerSettings(
            settings.optimizer.rule, rate: 1, decay: settings.optimizer.decay)
        self.settings = settings
        self.training = training
        self.keepsStatistics = keepsStatistics
        self.workerCount = workerCount
    }

    /// Tries the rates of a sweep, from the lowest up, until training diverges.
    ///
    /// - Parameters:
    ///   - sweep: The rates.
    ///   - progress: Called after each step with the curve so far.
    /// - Returns: The curve, which suggests a rate.
    /// - Throws: `ExecutionError` where the network cannot be compiled, `TrainingLoopError.wrongOutputCount`,
    ///   `CancellationError`, or what the source throws.
    public func run(
        _ sweep: LearningRateSweep = LearningRateSweep(),
        progress: (LearningRateCurve) -> Void = { _ in }
    ) async throws -> LearningRateCurve {
        let trainer = try BatchTrainer(
            network, start: start, settings: settings, source: training, keepsStatistics: keepsStatistics,
            workerCount: workerCount)
        try await trainer.pack()
        var curve = LearningRateCurve(sweep: sweep)
        var (epoch, batches) = (0, trainer.batches(epoch: 0))
        var (step, stepInEpoch) = (0, 0)
        while let rate = curve.nextRate {
            try Task.checkCancellation()
            if stepInEpoch == batches.count {
                epoch += 1
                (batches, stepInEpoch) = (trainer.batches(epoch: epoch), 0)
            }
            let outcome = try await trainer.train(
                batches[stepInEpoch], epoch: epoch, step: step, rateFactor: rate)
            curve.observe(outcome.meanLoss)
            step += 1
            stepInEpoch += 1
            progress(curve)
        }
        return curve
    }
}

extension BatchTrainer.Outcome {
    /// The mean loss before the step; infinite where there was none.
    fileprivate var meanLoss: Double {
        switch self {
        case .trained(let lossSum, let weightSum): lossSum / max(weightSum, .leastNonzeroMagnitude)
        case .diverged: .infinity
        }
    }
}
