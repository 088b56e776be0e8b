extension TrainingRecord {
    /// How convolutions were trained. Texts are those that the command line takes.
    public struct NetworkSummary: Hashable, Sendable, Codable {
        /// How many of the last blocks were trained besides the last layer; nil for all.
        public var blockCount: Int?
        /// Whether batch normalisation kept to the statistics that it had.
        public var keepsStatistics: Bool
        /// What happened to training images.
        public var augmentation: String
        /// The optimizer with its settings.
        public var optimizer: String
        /// How the learning rate went.
        public var schedule: String
        /// The number of images between changes of the weights.
        public var batchSize: Int
        /// The number of images that were normalised together.
        public var shardSize: Int
        /// The number of passes over the training images.
        public var epochCount: Int
        /// The pass that the weights are from, counted from 1.
        public var bestEpoch: Int
        /// The passes that were meant, unless training ended early; nil where it is not known.
        public var plannedEpochCount: Int?
        /// After how many passes without improvement training was to end; nil for never.
        public var patience: Int?
        /// What was minimised; nil where it is not known.
        public var loss: String?
        /// How much of each label was spread over all classes; nil for nothing.
        public var labelSmoothing: Double?
        /// How much the images of each class counted; nil where all counted the same.
        public var classWeights: String?
        /// What bounded gradients; nil for nothing.
        public var clipping: String?
        /// What a moving average of the weights kept at each step; nil for none.
        public var average: Double?
        /// What the learning rate of each layer was multiplied by for the layer before it; nil for 1.
        public var layerDecay: Double?
        /// The side of training pictures in pixels, where they were not as large as those that are classified.
        public var trainingSide: Int?

        /// Puts a summary of what is always known together.
        public init(
            blockCount: Int?, keepsStatistics: Bool, augmentation: String, optimizer: String,
            schedule: String,
            batchSize: Int, shardSize: Int, epochCount: Int, bestEpoch: Int
        ) {
            self.blockCount = blockCount
            self.keepsStatistics = keepsStatistics
            self.augmentation = augmentation
            self.optimizer = optimizer
            self.schedule = schedule
            self.batchSize = batchSize
            self.shardSize = shardSize
            self.epochCount = epochCount
            self.bestEpoch = bestEpoch
        }

        private enum CodingKeys: String, CodingKey {
            case augmentation, optimizer, schedule, patience, loss, average
            case blockCount = "blocks"
            case keepsStatistics = "keeps_statistics"
            case batchSize = "batch_size"
            case shardSize = "shard_size"
            case epochCount = "epochs"
            case bestEpoch = "best_epoch"
            case plannedEpochCount = "planned_epochs"
            case labelSmoothing = "label_smoothing"
            case classWeights = "class_weights"
            case clipping = "clip"
            case layerDecay = "layer_decay"
            case trainingSide = "training_side"
        }
    }
}
