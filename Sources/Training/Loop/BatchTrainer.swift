internal import Execution
internal import Networks
internal import OneDNN
internal import Tensors

/// Takes training steps: the shards of a batch side by side, gradients added in the order of the shards, so
/// that the bits of the result do not depend on the number of workers.
final class BatchTrainer: Sendable {
    /// What a step came to.
    enum Outcome: Sendable {
        /// The weights have changed: the sum of the losses before, and what the images count together.
        case trained(lossSum: Double, weightSum: Double)
        /// Something is no number, and the weights are as they were.
        case diverged(TrainingLoopError.Divergence)
    }

    /// The weights.
    let parameters: TrainingParameters
    /// What changes them.
    let update: ParameterUpdate

    private let settings: TrainingSettings
    private let source: any ExampleSource
    private let team: WorkerTeam<ShardWorker>
    private let workerCount: Int

    /// Prepares weights, memory and readers.
    ///
    /// - Parameters:
    ///   - settings: How to train, fitted to the number of examples.
    ///   - resuming: Where to go on; nil begins with `start`.
    /// - Throws: `ExecutionError`, `TrainingLoopError.wrongOutputCount`, `OptimizerStateError`, or what the
    ///   source throws.
    init(
        _ network: Network, start: Parameters, settings: TrainingSettings, source: any ExampleSource,
        keepsStatistics: Bool, workerCount: Int, resuming: TrainingState? = nil
    ) throws {
        let plan = try TrainingPlan(
            network, shardSize: settings.shardSize, keepsStatistics: keepsStatistics)
        try source.check(outputCount: plan.outputCount, settings.loss.kind)
        let parameters = try TrainingParameters(plan, resuming?.parameters ?? start)
        self.parameters = parameters
        self.settings = settings
        self.source = source
        self.workerCount = workerCount
        update = try ParameterUpdate(parameters, settings, workerCount: workerCount, resuming: resuming)
        team = try WorkerTeam(count: workerCount) {
            try ShardWorker(parameters, reader: try source.makeReader())
        }
    }

    /// The memory that training takes besides the examples, in bytes: a session for each worker, packed weights, and
    /// what `ParameterUpdate.byteCount` counts.
    var byteCount: Int {
        workerCount * parameters.plan.sessionByteCount + parameters.plan.packedByteCount + update.byteCount
    }

    /// K.
    var outputCount: Int { parameters.plan.outputCount }

    /// The examples of an epoch in their order, batch by batch. What does not fill a shard is left out.
    func batches(epoch: Int) -> [[Int]] {
        var generator = SeededGenerator(seed: settings.seed, path: 1, UInt64(epoch))
        let order = (0..<source.count).shuffled(using: &generator).prefix(
            settings.imageCount(of: source.count))
        return stride(from: 0, to: order.count, by: settings.batchSize).map { start in
            Array(order[start..<min(start + settings.batchSize, order.count)])
        }
    }

    /// Puts the weights into the order that kernels read: once before the first step.
    func pack() async throws {
        _ = try await team.map(parameters.packingCount) { worker, index in
            try worker.pack(index..<index + 1)
        }
    }

    /// Takes a step.
    ///
    /// - Parameters:
    ///   - batch: The examples, whole shards.
    ///   - epoch: What decides, with the example, what chance does to it.
    ///   - step: The number of the step in the run, from 0.
    ///   - rateFactor: What the optimizer's rate is multiplied by.
    /// - Throws: `ExecutionError`, or what the reader throws; the weights are then as they were, unless
    ///   packing itself failed.
    func train(_ batch: [Int], epoch: Int, step: Int, rateFactor: Double) async throws -> Outcome {
        let (loss, size, seed) = (settings.loss, settings.shardSize, settings.seed)
        let targets = Targets(source.targets.rows(batch))
        let weightSum = loss.totalWeight(of: targets)
        let (gradients, count) = (update.gradients, batch.count / size)
        var shards: [ShardWorker.Outcome] = []
        repeat {
            // The first gradient is the sum of those before, once there are any.
            let (done, sumCount) = (shards.count, shards.isEmpty ? 0 : 1)
            let wave = min(count - done, gradients.count - sumCount)
            shards += try await team.map(wave) { worker, place in
                let index = done + place
                var generator = SeededGenerator(seed: seed, path: 2, UInt64(step), UInt64(index))
                let rows = index * size..<(index + 1) * size
                let shard = ShardWorker.Shard(
                    indices: Array(batch[rows]), targets: targets.rows(rows), normalizer: weightSum,
                    epoch: epoch, seed: generator.next())
                return try worker.train(shard, loss, gradient: gradients[sumCount + place])
            }
            try await update.addGradients(count: sumCount + wave, team)
        } while shards.count < count
        let lossSum = shards.reduce(0) { $0 + $1.loss }
        guard lossSum.isFinite else { return .diverged(.loss(lossSum)) }
        let norm = try await update.finishGradient(team)
        guard norm.isFinite else { return .diverged(.gradient) }
        try await update.apply(norm: norm, step: step, factor: rateFactor, team)
        update.follow(shards.map(\.statistics))
        try await pack()
        return .trained(lossSum: lossSum, weightSum: weightSum)
    }
}
