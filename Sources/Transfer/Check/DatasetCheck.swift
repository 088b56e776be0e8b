public import Datasets
public import Images
public import Models
public import Training

/// Looks at a whole data set and says what would harm a model trained on it. It only reads.
public struct DatasetCheck: Sendable {
    /// What a check may be told.
    public struct Options: Hashable, Sendable {
        /// Decides the folds that labels are examined with.
        public var seed: UInt64
        /// The number of tasks that work at the same time; the result does not depend on it.
        public var workerCount: Int
        /// What is accepted when files are read.
        public var reading: ReadingOptions
        /// When unreadable images are an error.
        public var badImages: BadImagePolicy

        /// Sets the options.
        public init(
            seed: UInt64 = 0, workerCount: Int, reading: ReadingOptions = ReadingOptions(),
            badImages: BadImagePolicy = .skip()
        ) {
            self.seed = seed
            self.workerCount = workerCount
            self.reading = reading
            self.badImages = badImages
        }
    }

    /// How far a check is.
    public enum Progress: Hashable, Sendable {
        /// Reading and decoding images, and computing features where they are wanted.
        case examining(FeaturePipeline.Progress)
        /// Training heads to examine labels with.
        case labels(HeadProgress)
    }

    private let preprocessing: Preprocessing
    private let extractor: FeatureExtractor?
    private let cache: FeatureCache?
    private let options: Options
    private let progress: @Sendable (Progress) -> Void

    /// Prepares a check with the network that features come from.
    ///
    /// - Throws: `ModelError` where the backbone has no layer to replace.
    public init(
        backbone: Model, cache: FeatureCache?, options: Options,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(ModelError) {
        let extractor = try FeatureExtractor(backbone.sizedForTransfer)
        self.extractor = extractor
        preprocessing = extractor.preprocessing
        self.cache = cache
        self.options = options
        self.progress = progress
    }

    /// Prepares a check without a network: near duplicates are found by their hashes only, and labels are not
    /// examined.
    ///
    /// - Parameter preprocessing: How pictures are decoded; see `ModelFile.preprocessingForTransfer(atPath:)`.
    public init(
        preprocessing: Preprocessing, cache: FeatureCache?, options: Options,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        extractor = nil
        self.preprocessing = preprocessing
        self.cache = cache
        self.options = options
        self.progress = progress
    }

    /// Checks a data set.
    ///
    /// - Throws: `ExecutionError` where the network cannot run, `CancellationError`. Nothing about the images is an
    ///   error: it is in the report.
    public func run(on data: Dataset) async throws -> CheckReport {
        let progress = progress
        let examiner = Examiner(
            preprocessing: preprocessing, extractor: extractor, cache: cache, reading: options.reading,
            workerCount: options.workerCount)
        let examination = try await examiner.examine(data) { progress(.examining($0)) }
        let prepared = PreparedData(
            examination: examination, partitions: examination.partitions, splitConflicts: [])
        return CheckReport(
            data, prepared, suspicions: try await suspicions(prepared, data), badImages: options.badImages)
    }

    /// The images of all parts whose labels heads contradict that have not seen them.
    private func suspicions(_ prepared: PreparedData, _ data: Dataset) async throws -> [LabelSuspicion] {
        guard data.labelling == .classes else { return [] }
        let examination = prepared.examination
        // An image with several labels contradicts any head that allows one.
        let positions = examination.samples.indices.filter {
            examination.samples[$0].otherClassIndices.isEmpty
        }
        guard data.classNames.count >= 2, let features = examination.features(at: positions) else {
            return []
        }
        let set = try LabelledFeatures(
            features: features, labels: positions.map { examination.samples[$0].classIndex },
            images: positions, groups: prepared.groups(of: positions),
            classCount: data.classNames.count)
        let progress = progress
        let trainer = SoftmaxHeadTrainer(seed: options.seed, workerCount: options.workerCount)
        let predictions = try await trainer.outOfFold(set) { progress(.labels($0)) }
        return predictions.map { Array(ConfidentLearning($0).likelyErrors) } ?? []
    }
}
