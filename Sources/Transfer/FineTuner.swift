public import Datasets
public import Images
public import Metrics
public import Models
public import Networks
public import Training

/// Transfer learning: keeps a model's convolutions frozen, removes its last layer, and trains a new one on the
/// features of labelled images: a softmax over classes, or what another kind of problem calls for.
public struct FineTuner: Sendable {
    /// What a run may be told.
    public struct Options: Hashable, Sendable {
        /// The kind of problem.
        public var task: ProblemKind
        /// Whether the values of a regression are in `0 ... 1`, and answers are to be.
        public var isBounded: Bool
        /// The number of views of each training image: 1 plain, 2 also mirrored, more with random crops.
        public var viewCount: Int
        /// Whether the head stops when the validation loss no longer improves, instead of at the optimum; the
        /// validation images then also fit the temperature, and their score is a little flattered.
        public var stopsEarly: Bool
        /// Whether the model is trained once more on training and validation images together; see ``Refit``. It excludes
        /// stopping early.
        public var refits: Bool
        /// The side of the square input in pixels; nil takes what suits the backbone, see `Model.sizedForTransfer`.
        public var imageSize: Int?
        /// Decides folds and splits.
        public var seed: UInt64
        /// The number of tasks that work at the same time; the result does not depend on it.
        public var workerCount: Int
        /// What is accepted when files are read.
        public var reading: ReadingOptions
        /// What unreadable images do to the run.
        public var badImages: BadImagePolicy

        /// One view: each further one costs as much again, and test images confirmed no gain (see the README).
        public static let defaultViewCount = 1

        /// Sets the options.
        public init(
            task: ProblemKind = .multiclass, isBounded: Bool = false, viewCount: Int = defaultViewCount,
            stopsEarly: Bool = false, refits: Bool = false, imageSize: Int? = nil,
            seed: UInt64 = 0, workerCount: Int, reading: ReadingOptions = ReadingOptions(),
            badImages: BadImagePolicy = .skip()
        ) {
            self.task = task
            self.isBounded = isBounded
            self.viewCount = viewCount
            self.stopsEarly = stopsEarly
            self.refits = refits
            self.imageSize = imageSize
            self.seed = seed
            self.workerCount = workerCount
            self.reading = reading
            self.badImages = badImages
        }
    }

    /// How far a run is.
    public enum Progress: Hashable, Sendable {
        /// Reading and decoding images and computing features.
        case features(FeaturePipeline.Progress)
        /// Computing the features of further views of the training images.
        case views(FeaturePipeline.Progress)
        /// Training a head for classes.
        case head(HeadProgress)
        /// Training a head for labels or values.
        case outputs(FitProgress)
    }

    /// What a run yields.
    public struct Outcome: Sendable {
        /// The trained model.
        public let model: Model
        /// How the head did on validation images, on which nothing was chosen unless it stopped early.
        public let validation: ModelReport?
        /// How the model does on test images, which nothing was chosen on.
        public let test: ModelReport?
        /// Images that could not be read and were left out.
        public let failures: [SampleFailure]
        /// What the check before training found, about the parts as they were used.
        public let check: CheckReport
        /// The images that were used, part by part, with the digests of their files.
        public let parts: [Partition: Part]
        /// The rows of features that were used, and how many of them came from the cache.
        public let featureRows: (total: Int, cached: Int)
        /// The trained head with the evidence for it.
        public let head: TrainedHead
        /// The head that was trained on validation images as well; nil unless that was wanted and there were any.
        public let refit: Refit?

        /// The numbers of training, validation and test images that were used.
        public var imageCounts: [Partition: Int] { parts.mapValues(\.samples.count) }
    }

    /// The images of one part.
    public struct Part: Hashable, Sendable {
        /// The images.
        public let samples: [Sample]
        /// The digest of each file, in the same order.
        public let digests: [ContentDigest]
    }

    let backbone: Model
    let extractor: FeatureExtractor
    let cache: FeatureCache?
    private(set) var options: Options
    let progress: @Sendable (Progress) -> Void

    /// Prepares a run.
    ///
    /// - Throws: `ModelError` where the backbone has no layer to replace.
    /// - Precondition: The options do not ask for stopping early and for a refit.
    public init(
        backbone: Model, cache: FeatureCache?, options: Options,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(ModelError) {
        precondition(
            !(options.stopsEarly && options.refits), "validation images stop a head, or join in its training")
        let backbone = try options.imageSize.map(backbone.resized(toSide:)) ?? backbone.sizedForTransfer
        self.backbone = backbone
        self.extractor = try FeatureExtractor(backbone)
        self.cache = cache
        self.options = options
        self.progress = progress
    }

    /// The same for a head that only other training begins with.
    var withoutRefit: FineTuner {
        var tuner = self
        tuner.options.refits = false
        return tuner
    }

    /// Examines a data set and trains on it; validation images are given, or are split off the training images.
    ///
    /// - Parameters:
    ///   - data: The images by class; where it has no validation images, a share of the training images is held out,
    ///     class by class, decided by content and seed. Near duplicates and groups stay on one side.
    ///   - validationFraction: That share, in `0 ..< 1`; 0 trains on everything, without early stopping.
    ///   - kept: The sides of contents in an earlier split, which they keep.
    ///   - toolVersion: What the record says wrote it.
    /// - Throws: `TransferError`, `TaskError`, `ModelError`, `ExecutionError`, `TrainingError`, or `CancellationError`.
    public func run(
        on data: Dataset, validationFraction: Double, keeping kept: [ContentDigest: Partition] = [:],
        toolVersion: String
    ) async throws -> Outcome {
        try await train(
            on: try await prepare(data, validationFraction: validationFraction, keeping: kept), of: data,
            toolVersion: toolVersion)
    }

    /// Examines a data set and decides which image is in which part.
    func prepare(
        _ data: Dataset, validationFraction: Double, keeping kept: [ContentDigest: Partition]
    ) async throws -> PreparedData {
        try TaskError.check(data, for: options.task, isBounded: options.isBounded)
        let preparation = DataPreparation(
            preprocessing: extractor.preprocessing, extractor: extractor, cache: cache,
            reading: options.reading, badImages: options.badImages, seed: options.seed,
            workerCount: options.workerCount)
        let progress = progress
        return try await preparation.prepare(
            data, validationFraction: validationFraction, keeping: kept
        ) { progress(.features($0)) }
    }
}
