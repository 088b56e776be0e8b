internal import Execution
internal import OneDNN
internal import Tensors

/// What one task trains with: memory for a shard, and a reader of examples.
///
/// A task reads the images of its shard and trains on it, while the others do the same with theirs. So reading and
/// training share all cores, and only the images of the shards at hand are in memory. There is no queue of images read
/// ahead: making them takes the same cores, and none is idle. Of a run over photos that were decoded anew each time, the
/// threads were running or waiting for a core 93 to 100 % of the time (2 cores, of which other programs had a part).
///
/// A queue would hide waiting for the disk. Beside 16 ms of training, EfficientNet-Lite0 on one core, that is 0.1 ms
/// for a photo of 28 kB that is not in the page cache, from a solid-state disk. It has not been measured with slower ones.
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
