public import Networks

/// How a network is trained; together with network, weights and data, it decides every bit of the result.
public struct TrainingSettings: Hashable, Sendable {
    /// What is minimised.
    public var loss: Loss
    /// What changes the weights.
    public var optimizer: OptimizerSettings
    /// How the learning rate goes.
    public var schedule: LearningRateSchedule
    /// What bounds gradients.
    public var clipping: GradientClipping
    /// The moving average of weights that is judged and kept in place of the last ones; nil for none.
    public var average: WeightAverage?
    /// The number of passes over the training images, at least 1.
    public var epochCount: Int
    /// The number of images between changes of the weights, at least 1.
    public var batchSize: Int
    /// The number of images that are normalised together, and computed by one task; it divides the batch.
    public var shardSize: Int
    /// How many epochs in a row may be no better before training stops, at least 1; nil never stops early.
    public var patience: Int?
    /// What the rate is multiplied by from a layer to the one in front of it, in `0 ... 1`. A layer is a
    /// convolution or linear layer with the normalisation behind it.
    public var layerwiseFactor: Double
    /// Decides order, augmentation and dropout.
    public var seed: UInt64

    /// Sets how to train. The batch is rounded down to whole shards.
    ///
    /// - Precondition: Counts are at least 1, patience is where it is given, and the factor is in `0 ... 1`.
    public init(
        loss: Loss = Loss(.multiclass), optimizer: OptimizerSettings,
        schedule: LearningRateSchedule = .cosine(final: 0), clipping: GradientClipping = .none,
        average: WeightAverage? = nil, epochCount: Int, batchSize: Int = 32, shardSize: Int = 8,
        patience: Int? = nil, layerwiseFactor: Double = 1, seed: UInt64 = 0
    ) {
        precondition(
            epochCount >= 1 && batchSize >= 1 && shardSize >= 1,
            "\(epochCount) epochs of batches of \(batchSize) in shards of \(shardSize)")
        precondition(patience ?? 1 >= 1, "a patience of \(patience ?? 0) epochs")
        precondition((0...1).contains(layerwiseFactor), "a layer-wise factor of \(layerwiseFactor)")
        self.loss = loss
        self.optimizer = optimizer
        self.schedule = schedule
        self.clipping = clipping
        self.average = average
        self.epochCount = epochCount
        self.shardSize = min(shardSize, batchSize)
        self.batchSize = max(batchSize / self.shardSize, 1) * self.shardSize
        self.patience = patience
        self.layerwiseFactor = layerwiseFactor
        self.seed = seed
    }

    /// The same for a number of training images: shard and batch are no larger, and the batch is whole
    /// shards.
    ///
    /// - Precondition: `count` is at least 1.
    func fitted(to count: Int) -> TrainingSettings {
        var settings = self
        settings.shardSize = min(shardSize, batchSize, count)
        settings.batchSize = min(batchSize, count) / settings.shardSize * settings.shardSize
        return settings
    }

    /// The number of images of an epoch: what does not fill a shard waits for the next one.
    func imageCount(of count: Int) -> Int { count / shardSize * shardSize }

    /// The length of a run over a number of images.
    func runLength(imageCount count: Int) -> RunLength {
        let steps = (imageCount(of: count) + batchSize - 1) / batchSize
        return RunLength(stepCount: steps * epochCount, stepsPerEpoch: steps)
    }
}
