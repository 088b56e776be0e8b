internal import Execution
internal import OneDNN
internal import Tensors

/// What one task trains with: memory for a shard, and a reader of examples.
struct ShardWorker {
    private let session: TrainingSession
    private let packer: WeightPacker
    private let reader: any ExampleReader

    /// What a shard yields besides its gradient.
    struct Outcome: Sendable {
        /// The sum of the losses of its examples.
        let loss: Double
        /// Mean and biased variance of every normalisation, laid out like the running statistics.
        let statistics: [Float]
    }

    /// A shard of a batch.
    struct Shard: Sendable {
        let indices: [Int]
        let targets: Targets
        let normalizer: Double
        let epoch: Int
        /// Another one for every shard of a run.
        let seed: UInt64
    }

    init(_ parameters: TrainingParameters, reader: any ExampleReader) throws {
        session = try TrainingSession(parameters)
        packer = try parameters.makePacker()
        self.reader = reader
    }

    /// Packs some of the weights.
    func pack(_ range: Range<Int>) throws {
        try packer.pack(range)
    }

    /// Computes a shard's gradient and puts it into a buffer.
    func train(_ shard: Shard, _ loss: Loss, gradient: AlignedBuffer) throws -> Outcome {
        var generator = SeededGenerator(seed: shard.seed)
        let dropoutSeed = generator.next()
        let targets = try fill(shard, using: &generator)
        try session.forward(dropoutSeed: dropoutSeed)
        let value = session.withOutput { logits, gradient in
            loss.valueAndGradient(
                logits: logits, rowCount: shard.indices.count, targets: targets, normalizer: shard.normalizer,
                into: &gradient)
        }
        try session.backward()
        let layout = session.plan.layout
        ValueKernels.copy(
            BufferSlice(session.gradient), count: layout.learnedCount, into: BufferSlice(gradient))
        return Outcome(loss: value, statistics: session.statistics.read(at: 0, count: layout.statisticsCount))
    }

    private func fill(_ shard: Shard, using generator: inout SeededGenerator) throws -> Targets {
        for (row, index) in shard.indices.enumerated() {
            let outcome: Result<Void, any Error> = session.withInput(row: row) { values in
                Result { try reader.read(index, epoch: shard.epoch, into: &values) }
            }
            try outcome.get()
        }
        return session.withInput { reader.blend(&$0, shard.targets, using: &generator) }
    }
}
