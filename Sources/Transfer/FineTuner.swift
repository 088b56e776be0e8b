public import Datasets
public import Metrics
public import Models
internal import Networks
internal import Tensors
public import Training

/// Transfer learning: keeps a model's convolutions frozen, removes its last layer, and trains a new softmax head on
/// the features of labelled images.
public struct FineTuner: Sendable {
    /// What a run may be told.
    public struct Options: Hashable, Sendable {
        /// The number of views of each training image: 1 plain, 2 also mirrored, more with random crops.
        public var viewCount: Int
        /// Whether the head stops when the validation loss no longer improves, instead of at the optimum; the
        /// validation images then also fit the temperature, and their score is a little flattered.
        public var stopsEarly: Bool
        /// The side of the square input in pixels; nil takes what suits the backbone, see `Model.sizedForTransfer`.
        public var imageSize: Int?
        /// Decides folds and, before the run, splits.
        public var seed: UInt64
        /// The number of tasks that work at the same time; the result does not depend on it.
        public var workerCount: Int
        /// The share of unreadable images beyond which the run stops.
        public var badImageLimit: Double

        /// One view: each further one costs as much again, and test images confirmed no gain (see the README).
        public static let defaultViewCount = 1

        /// Sets the options.
        public init(
            viewCount: Int = defaultViewCount, stopsEarly: Bool = false, imageSize: Int? = nil,
            seed: UInt64 = 0, workerCount: Int, badImageLimit: Double = 0.1
        ) {
            self.viewCount = viewCount
            self.stopsEarly = stopsEarly
            self.imageSize = imageSize
            self.seed = seed
            self.workerCount = workerCount
            self.badImageLimit = badImageLimit
        }
    }

    /// How far a run is.
    public enum Progress: Hashable, Sendable {
        /// Reading and hashing files.
        case reading(FeaturePipeline.Progress)
        /// Computing features.
        case features(FeaturePipeline.Progress)
        /// Training the head.
        case head(HeadProgress)
    }

    /// What a run yields.
    public struct Outcome: Sendable {
        /// The trained model.
        public let model: Model
        /// How the head did on validation images, on which nothing was chosen unless it stopped early.
        public let validation: ClassificationReport?
        /// How the model does on test images, which nothing was chosen on.
        public let test: ClassificationReport?
        /// Images that could not be read and were left out.
        public let failures: [SampleFailure]
        /// Copies of one image among the training, validation and test images.
        public let duplicates: DuplicateReport
        /// The numbers of training, validation and test images that were used.
        public let imageCounts: [Partition: Int]
        /// The rows of features that were used, and how many of them came from the cache.
        public let featureRows: (total: Int, cached: Int)
        /// The training of the head step by step.
        public let fit: HeadFit
    }

    private let backbone: Model
    private let extractor: FeatureExtractor
    private let cache: FeatureCache?
    private let options: Options
    private let progress: @Sendable (Progress) -> Void

    /// Prepares a run.
    ///
    /// - Throws: `ModelError` where the backbone has no layer to replace.
    public init(
        backbone: Model, cache: FeatureCache?, options: Options,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(ModelError) {
        let backbone = try options.imageSize.map(backbone.resized(toSide:)) ?? backbone.sizedForTransfer
        self.backbone = backbone
        self.extractor = try FeatureExtractor(backbone)
        self.cache = cache
        self.options = options
        self.progress = progress
    }

    /// Trains on a data set whose validation images are given, or are split off the training images.
    ///
    /// - Parameters:
    ///   - data: The images by class; where it has no validation images, a share of the training images is held out,
    ///     class by class, decided by content and seed.
    ///   - validationFraction: That share, in `0 ..< 1`; 0 trains on everything, without early stopping.
    ///   - toolVersion: What the record says wrote it.
    /// - Throws: `TransferError`, `ModelError`, `ExecutionError`, `TrainingError`, or `CancellationError`.
    public func run(
        on data: Dataset, validationFraction: Double, toolVersion: String
    ) async throws -> Outcome {
        var failures: [SampleFailure] = []
        var sets: [Partition: ReadableSamples] = [:]
        let total = Partition.allCases.map { data.samples(in: $0).count }.reduce(0, +)
        progress(.reading(.init(completed: 0, total: total)))
        var finished = 0
        for partition in Partition.allCases {
            let samples = data.samples(in: partition)
            sets[partition] = try await readable(samples, after: finished, of: total, &failures)
            finished += samples.count
        }
        try check(failures, total: total)
        if let training = sets[.training], sets[.validation]?.samples.isEmpty ?? true {
            let split = StratifiedSplit(
                samples: training.samples, digests: training.digests, validationFraction: validationFraction,
                seed: options.seed)
            sets[.training] = training.selecting(split.trainingIndices)
            sets[.validation] = training.selecting(split.validationIndices)
        }
        let tables = try await features(of: sets, &failures)
        try check(failures, total: total)
        return try await train(sets, tables, data.classNames, failures, toolVersion)
    }

    // MARK: Reading

    private func readable(
        _ samples: [Sample], after finished: Int, of total: Int, _ failures: inout [SampleFailure]
    ) async throws -> ReadableSamples {
        let pipeline = FeaturePipeline(extractor: extractor, cache: cache, workerCount: options.workerCount)
        let progress = progress
        let digests = try await pipeline.digests(of: samples) {
            progress(.reading(.init(completed: finished + $0.completed, total: total)))
        }
        var readable = ReadableSamples()
        for (sample, digest) in zip(samples, digests) {
            switch digest {
            case .success(let digest): readable.append(sample, digest)
            case .failure(let error): failures.append(SampleFailure(sample: sample, reason: .file(error)))
            }
        }
        return readable
    }

    private func features(
        of sets: [Partition: ReadableSamples], _ failures: inout [SampleFailure]
    ) async throws -> [Partition: FeatureTable] {
        let pipeline = FeaturePipeline(extractor: extractor, cache: cache, workerCount: options.workerCount)
        let total = sets.values.map(\.samples.count).reduce(0, +)
        let progress = progress
        progress(.features(.init(completed: 0, total: total)))
        var finished = 0
        var tables: [Partition: FeatureTable] = [:]
        for partition in Partition.allCases {
            guard let set = sets[partition], !set.samples.isEmpty else { continue }
            let views = FeatureView.first(partition == .training ? options.viewCount : 1)
            let offset = finished
            let table = try await pipeline.features(of: set.samples, digests: set.digests, views: views) {
                let completed = offset + $0.completed
                progress(.features(FeaturePipeline.Progress(completed: completed, total: total)))
            }
            finished += set.samples.count
            failures += table.failures
            tables[partition] = table
        }
        return tables
    }

    private func check(_ failures: [SampleFailure], total: Int) throws(TransferError) {
        guard Double(failures.count) <= options.badImageLimit * Double(total) else {
            throw .tooManyUnreadableImages(failures, total: total, limit: options.badImageLimit)
        }
    }

    // MARK: Training

    private func train(
        _ sets: [Partition: ReadableSamples], _ tables: [Partition: FeatureTable], _ classNames: ClassNames,
        _ failures: [SampleFailure], _ toolVersion: String
    ) async throws -> Outcome {
        guard let training = try labelled(.training, sets, tables, classNames) else {
            throw TransferError.classWithoutReadableImages(name: classNames[0])
        }
        let present = Set(training.labels)
        if let missing = classNames.names.indices.first(where: { !present.contains($0) }) {
            throw TransferError.classWithoutReadableImages(name: classNames[missing])
        }
        let validation = try labelled(.validation, sets, tables, classNames)
        let test = try labelled(.test, sets, tables, classNames)
        let trainer = SoftmaxHeadTrainer(seed: options.seed, workerCount: options.workerCount)
        let progress = progress
        // Without early stopping nothing is chosen on the validation images: they stay an honest test.
        let watched = options.stopsEarly ? validation : nil
        let fit = try await trainer.fit(training, validation: watched) { progress(.head($0)) }
        let validationReport = try validation.map { try report(fit, $0, classNames) }
        let used = { (partition: Partition) in
            DatasetSummary(classNames: classNames, tables[partition]?.samplePositions, sets[partition])
        }
        let record = record(
            fit, training: used(.training), validation: validation == nil ? nil : used(.validation),
            report: validationReport, toolVersion: toolVersion)
        return Outcome(
            model: try model(fit, classNames, record), validation: validationReport,
            test: try test.map { try report(fit, $0, classNames) }, failures: failures,
            duplicates: DuplicateReport(
                Partition.allCases.compactMap { partition in
                    sets[partition].map {
                        DuplicateReport.Part(partition, samples: $0.samples, digests: $0.digests)
                    }
                }),
            imageCounts: tables.mapValues { Set($0.samplePositions).count },
            featureRows: (
                tables.values.map(\.samplePositions.count).reduce(0, +),
                tables.values.map(\.cachedRowCount).reduce(0, +)
            ), fit: fit)
    }

    private func labelled(
        _ partition: Partition, _ sets: [Partition: ReadableSamples], _ tables: [Partition: FeatureTable],
        _ classNames: ClassNames
    ) throws(TrainingError) -> LabelledFeatures? {
        guard let set = sets[partition], let table = tables[partition], !table.samplePositions.isEmpty else {
            return nil
        }
        return try LabelledFeatures(
            features: table.features, labels: table.samplePositions.map { set.samples[$0].classIndex },
            images: set.groups(ofPositions: table.samplePositions), classCount: classNames.count)
    }

    private func report(
        _ fit: HeadFit, _ set: LabelledFeatures, _ classNames: ClassNames
    ) throws(MetricsError) -> ClassificationReport {
        let probabilities = try fit.head.probabilities(set.features, temperature: fit.temperature)
        return try ClassificationReport(probabilities, labels: set.labels, classNames: classNames.names)
    }

    private func record(
        _ fit: HeadFit, training: DatasetSummary, validation: DatasetSummary?, report: ClassificationReport?,
        toolVersion: String
    ) -> TrainingRecord {
        let chosen = fit.candidates.first { $0.strength == fit.strength }
        return TrainingRecord(
            toolVersion: toolVersion, seed: options.seed, trainingData: training, validationData: validation,
            viewCount: options.viewCount, backboneDigest: extractor.networkDigest,
            l2Strength: fit.strength, iterationCount: fit.bestIteration, outcome: fit.outcome.rawValue,
            validation: report,
            crossValidation: chosen.map { .init(accuracy: $0.accuracy, logLoss: $0.logLoss) })
    }

    /// The backbone with the trained head in place of its own.
    private func model(
        _ fit: HeadFit, _ classNames: ClassNames, _ record: TrainingRecord
    ) throws -> Model {
        let network: Network
        var parameters = backbone.parameters
        do {
            network = try backbone.network.replacingHead(classCount: classNames.count)
            let head = try network.head()
            parameters[head.parameterName(.weight)] = fit.head.weight
            parameters[head.parameterName(.bias)] = fit.head.bias
        } catch {
            throw ModelError.network(error)
        }
        let session = try extractor.makeSession()
        return try Model(
            network: network, parameters: parameters, classNames: classNames.names,
            preprocessing: backbone.preprocessing, temperature: fit.temperature, training: record,
            source: backbone.source
        ).addingGoldenExamples { pixels in
            let features = try session.features(ofPrepared: pixels)
            return fit.head.logits(Tensor(shape: [1, features.count], values: features)).values
        }
    }
}
