import Networks
import Synchronization
import Tensors
import TestSupport
import Training

/// A small run: what tests change in it says what they are about.
struct LoopRun: Sendable {
    var network = LoopRun.residual
    var settings = TrainingSettings(
        optimizer: OptimizerSettings(.momentum(0.9), rate: 0.05), schedule: .constant, epochCount: 4,
        batchSize: 8, shardSize: 4, seed: 3)
    var training = SyntheticExamples.patterns(22)
    var validation: SyntheticExamples? = SyntheticExamples.patterns(7, seed: 9)
    var keepsStatistics = false

    func trainer(workerCount: Int = 2, resuming: TrainingState? = nil) throws -> NetworkTrainer {
        try NetworkTrainer(
            network, start: try Formula.parameters(for: network), settings: settings, training: training,
            validation: validation, keepsStatistics: keepsStatistics, workerCount: workerCount,
            resuming: resuming)
    }

    /// What a run came to and the states that it saved, in a time that stands still, so that runs can be
    /// equal.
    struct Result: Hashable {
        let outcome: TrainingOutcome
        let states: [TrainingState]
    }

    func result(
        workerCount: Int = 2, resuming: TrainingState? = nil,
        events: @escaping @Sendable (NetworkTrainer.Event) -> Void = { _ in }
    ) async throws -> Result {
        let trainer = try trainer(workerCount: workerCount, resuming: resuming)
        let states = Mutex<[TrainingState]>([])
        let outcome = try await trainer.run(
            within: nil, elapsed: { 0 }, saving: { state in states.withLock { $0.append(state) } },
            events: events)
        return Result(outcome: outcome, states: states.withLock { $0 })
    }

    /// The last state that is saved when the task is cancelled after a number of steps, each of some seconds.
    func stateWhenCancelled(
        afterStep step: Int, workerCount: Int = 2, within budget: TimeBudget? = nil, stepSeconds: Double = 0
    ) async throws -> TrainingState? {
        let trainer = try trainer(workerCount: workerCount)
        let states = Mutex<[TrainingState]>([])
        let canceller = Canceller()
        let time = Mutex(0.0)
        let task = Task {
            await canceller.untilArmed()
            _ = try await trainer.run(
                within: budget, elapsed: { time.withLock { $0 } },
                saving: { state in states.withLock { $0.append(state) } }
            ) { event in
                guard case .progress = event else { return }
                time.withLock { $0 += stepSeconds }
                canceller.countDown()
            }
        }
        canceller.arm(task, afterSteps: step)
        guard case .failure(let error) = await task.result, error is CancellationError else { return nil }
        return states.withLock { $0.last }
    }

    func identity() -> RunIdentity {
        RunIdentity(
            network: network, settings: settings, keepsStatistics: keepsStatistics, dataDigest: "5f1e",
            augmentation: "flip:0.5", toolVersion: "1.2")
    }
}

/// Cancels a task from within, after a number of steps.
private final class Canceller: Sendable {
    private let state = Mutex<(task: Task<Void, any Error>?, stepsLeft: Int)>((nil, 0))
    private let (stream, continuation) = AsyncStream<Void>.makeStream()

    func untilArmed() async { for await _ in stream { break } }

    func arm(_ task: Task<Void, any Error>, afterSteps count: Int) {
        state.withLock { $0 = (task, count) }
        continuation.yield()
    }

    func countDown() {
        state.withLock { state in
            state.stepsLeft -= 1
            if state.stepsLeft == 0 { state.task?.cancel() }
        }
    }
}

extension LoopRun {
    /// Convolutions with batch normalisation, a residual block and dropout, for the patterns.
    static let residual = Network(
        name: "tiny", input: InputShape(channels: 1, height: 6, width: 6)
    ) {
        ConvBlock(
            "conv1", filters: 4, kernelSize: 3, padding: .symmetric(Extent(1)), normalization: "bn1",
            activation: .relu)
        ResidualBlock("layer1", width: 4, stride: 1, isBottleneck: false)
        Layer("flatten", .flatten)
        Layer("dropout", .dropout(rate: 0.2))
        Layer("fc", .linear(Linear(features: 3)))
    }

    /// One linear layer with as many outputs over the numbers of an image.
    static func linear(_ inputCount: Int, outputCount: Int) -> Network {
        Network(name: "linear", input: InputShape(channels: 1, height: 1, width: inputCount)) {
            Layer("flatten", .flatten)
            Layer("fc", .linear(Linear(features: outputCount)))
        }
    }

    /// Fits `y = x₀ + 2·x₁` with the squared error by plain gradient descent.
    static func regression(rate: Double, epochCount: Int = 4) -> LoopRun {
        let values: [[Float]] = (0..<8).map { index in [index, index * 3 % 8].map { Float($0) / 4 - 1 } }
        let settings = TrainingSettings(
            loss: Loss(.regression), optimizer: OptimizerSettings(.sgd, rate: rate), schedule: .constant,
            epochCount: epochCount, batchSize: 4, shardSize: 2)
        let targets = values.map { $0[0] + 2 * $0[1] }
        return LoopRun(
            network: linear(2, outputCount: 1), settings: settings,
            training: SyntheticExamples(values: values, targets: .numbers(targets, columnCount: 1)),
            validation: nil)
    }
}
