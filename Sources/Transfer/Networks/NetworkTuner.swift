public import Augmentation
public import Datasets
internal import Execution
public import Images
public import Metrics
public import Models
public import Networks
public import Training

/// Trains networks on labelled images: whole ones from the start, or the last blocks of a pretrained one.
public struct NetworkTuner: Sendable {
    /// What a run may be told.
    public struct Options: Sendable {
        /// How to train.
        public var settings: TrainingSettings
        /// What happens to training images.
        public var augmentation: AugmentationPolicy
        /// How many of the last blocks are trained besides the last layer; nil trains everything.
        public var blockCount: Int?
        /// Whether batch normalisation keeps to the statistics that it has.
        public var keepsStatistics: Bool
        /// The side of the pictures while training, where it is not that of the model, in pixels.
        ///
        /// Random crops show objects larger than they are in whole pictures, so that networks are better at about 9/7
        /// of the size they are trained at. Source: Touvron et al. 2019, <https://arxiv.org/abs/1906.06423>.
        public var trainingSide: Int?
        /// Where what going on needs is saved after each epoch and when the run is cancelled; nil saves nothing. The
        /// file is removed at the end.
        public var checkpointPath: String?
        /// Whether training goes on where the checkpoint stands, rather than begins.
        public var resumes: Bool
        /// How long training may take; nil for as long as it does.
        public var budget: TimeBudget?
        /// The number of tasks that work at the same time; the result does not depend on it.
        public var workerCount: Int
        /// What is accepted when files are read.
        public var reading: ReadingOptions
        /// What unreadable images do to the run.
        public var badImages: BadImagePolicy

        /// Sets the options.
        public init(
            settings: TrainingSettings, augmentation: AugmentationPolicy = AugmentationPolicy(.standard),
            blockCount: Int? = nil, keepsStatistics: Bool = false, trainingSide: Int? = nil,
            checkpointPath: String? = nil, resumes: Bool = false, budget: TimeBudget? = nil, workerCount: Int,
            reading: ReadingOptions = ReadingOptions(), badImages: BadImagePolicy = .skip()
        ) {
            self.settings = settings
            self.augmentation = augmentation
            self.blockCount = blockCount
            self.keepsStatistics = keepsStatistics
            self.trainingSide = trainingSide
            self.checkpointPath = checkpointPath
            self.resumes = resumes
            self.budget = budget
            self.workerCount = workerCount
            self.reading = reading
            self.badImages = badImages
        }
    }

    /// Where training begins.
    public struct Start: Sendable {
        /// The network, with as many outputs as there are classes.
        public var network: Network
        /// Its weights.
        public var parameters: Parameters
        /// How pictures become its input.
        public var preprocessing: Preprocessing
        /// Where the weights come from.
        public var source: WeightSource

        /// Puts a start together.
        public init(
            network: Network, parameters: Parameters, preprocessing: Preprocessing, source: WeightSource
        ) {
            self.network = network
            self.parameters = parameters
            self.preprocessing = preprocessing
            self.source = source
        }

        /// A network with random weights, which see `(x − 127.5) / 127.5`.
        ///
        /// - Throws: `NetworkError` where the network does not fit together.
        public init(_ network: Network, seed: UInt64) throws(NetworkError) {
            self.init(
                network: network, parameters: try network.initialParameters(seed: seed),
                preprocessing: .centered(
                    width: network.input.width, height: network.input.height,
                    channelCount: network.input.channels),
                source: WeightSource(
                    name: network.name, origin: "trained from random weights by imgcls", license: "",
                    sha256: ""))
        }
    }

    /// How far a run is.
    public enum Progress: Sendable {
        /// Reading and decoding images.
        case examining(FeaturePipeline.Progress)
        /// Going on behind epochs of an earlier run.
        case resumed([EpochRecord])
        /// Training.
        case training(NetworkTrainer.Event)
    }

    /// What a run yields.
    public struct Outcome: Sendable {
        /// The trained model.
        public let model: Model
        /// How the model does on validation images, which chose the epoch and the temperature.
        public let validation: ClassificationReport?
        /// How the model does on test images, which chose nothing.
        public let test: ClassificationReport?
        /// Images that were left out.
        public let failures: [SampleFailure]
        /// What was seen before training.
        public let check: CheckReport
        /// The images of each part that has any.
        public let parts: [Partition: FineTuner.Part]
        /// One record an epoch.
        public let records: [EpochRecord]
        /// The epoch that the weights are from, counted from 1.
        public let bestEpoch: Int
        /// Why training ended.
        public let ending: TrainingOutcome.Ending

        let checkpoint: RunCheckpoint

        /// Removes the checkpoint, which nobody needs once the model is written.
        public func removeCheckpoint() { checkpoint.remove() }
    }

    private let cache: FeatureCache?
    private let options: Options
    private let progress: @Sendable (Progress) -> Void

    /// Prepares a run.
    public init(
        cache: FeatureCache?, options: Options, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.cache = cache
        self.options = options
        self.progress = progress
    }

    /// Examines a data set and trains on it.
    ///
    /// - Parameters:
    ///   - start: The network and its first weights; it has as many outputs as the data set has classes.
    ///   - data: The images by class; where it has no validation images, a share of the training images is held out, as
    ///     `FineTuner.run` does.
    ///   - validationFraction: That share, in `0 ..< 1`; with 0, training goes on to the last epoch.
    ///   - kept: The sides of contents in an earlier split, which they keep.
    ///   - toolVersion: What the record says wrote it.
    /// - Throws: `TransferError`, `ModelError`, `ExecutionError`, `TrainingLoopError`, `CheckpointError`,
    ///   `UnreadableExampleError`, or `CancellationError`.
    public func run(
        from start: Start, on data: Dataset, validationFraction: Double,
        keeping kept: [ContentDigest: Partition] = [:], toolVersion: String
    ) async throws -> Outcome {
        let preparation = DataPreparation(
            preprocessing: start.preprocessing, extractor: nil, cache: cache, reading: options.reading,
            badImages: options.badImages, seed: options.settings.seed, workerCount: options.workerCount)
        let progress = progress
        let prepared = try await preparation.prepare(
            data, validationFraction: validationFraction, keeping: kept
        ) { progress(.examining($0)) }
        return try await train(
            from: start, on: prepared, of: data, toolVersion: toolVersion)
    }

    /// Trains on prepared images.
    func train(
        from start: Start, on prepared: PreparedData, of data: Dataset, toolVersion: String,
        resuming: TrainingState? = nil, saving: @Sendable (TrainingState) throws -> Void = { _ in }
    ) async throws -> Outcome {
        let split = try SplitNetwork(start, blockCount: options.blockCount)
        let smaller = try options.trainingSide.map(start.resized(toSide:)) ?? start
        let trainedSplit = try SplitNetwork(smaller, blockCount: options.blockCount)
        guard let training = examples(of: .training, prepared, smaller, trainedSplit) else {
            preconditionFailure("every class has training images")
        }
        let validation = examples(of: .validation, prepared, start, split)
        let examination = prepared.examination
        let parts = examination.parts(prepared)
        let checkpoint = RunCheckpoint(
            path: options.checkpointPath,
            identity: try identity(trainedSplit.trained, start, parts, data, toolVersion: toolVersion))
        let resumed = options.resumes ? try checkpoint.state() : nil
        if let resumed { progress(.resumed(resumed.records)) }
        let trainer = try NetworkTrainer(
            trainedSplit.trained, start: start.parameters, settings: options.settings, training: training,
            validation: validation, judged: split.trained, keepsStatistics: options.keepsStatistics,
            workerCount: options.workerCount, resuming: resumed)
        let progress = progress
        let trained = try await trainer.run(within: options.budget, saving: checkpoint.save) {
            progress(.training($0))
        }
        let scores = try await scores(
            of: split.trained, trained.parameters, validation,
            examples(of: .test, prepared, start, split), data)
        let record = record(
            parts, scores.validation, trained, data, try start.digest(), toolVersion: toolVersion)
        let model = try Model(
            network: start.network,
            parameters: start.parameters.merging(trained.parameters) { _, trained in trained },
            classNames: data.classNames.names, preprocessing: start.preprocessing,
            temperature: scores.temperature, training: record, source: start.source
        ).addingGoldenExamples()
        return Outcome(
            model: model, validation: scores.validation, test: scores.test, failures: examination.failures,
            check: CheckReport(data, prepared, suspicions: [], badImages: options.badImages), parts: parts,
            records: trained.records, bestEpoch: trained.bestEpoch, ending: trained.ending,
            checkpoint: checkpoint)
    }

    private func identity(
        _ network: Network, _ start: Start, _ parts: [Partition: FineTuner.Part], _ data: Dataset,
        toolVersion: String
    ) throws(ModelError) -> RunIdentity {
        var content: [UInt8] = []
        for partition in [Partition.training, .validation] {
            guard let part = parts[partition] else { continue }
            content += Array("\(partition) ".utf8)
            // In their order, which decides what is shuffled into which batch.
            for (sample, digest) in zip(part.samples, part.digests) {
                content += Array("\(sample.classIndex) ".utf8) + digest.bytes
            }
        }
        return RunIdentity(
            network: network, settings: options.settings, keepsStatistics: options.keepsStatistics,
            dataDigest: "\(ContentDigest(of: content)), start \(try start.digest()), "
                + "side \(options.trainingSide ?? start.network.input.width)",
            augmentation: options.augmentation.description,
            toolVersion: toolVersion)
    }

    private func examples(
        of partition: Partition, _ prepared: PreparedData, _ start: Start, _ split: SplitNetwork
    ) -> (any ExampleSource)? {
        let positions = prepared.positions(in: partition)
        guard !positions.isEmpty else { return nil }
        let examination = prepared.examination
        let images = ImageExamples(
            positions.map { examination.samples[$0] }, digests: positions.map { examination.digests[$0] },
            preprocessing: start.preprocessing, policy: partition == .training ? options.augmentation : nil,
            reading: options.reading, seed: options.settings.seed)
        return split.frozen.map { PrefixedExamples(images, behind: $0) } ?? images
    }

    // MARK: Results

    private struct Scores {
        var temperature = 1.0
        var validation: ClassificationReport?
        var test: ClassificationReport?
    }

    /// The temperature that suits the validation images, and the reports with it.
    private func scores(
        of network: Network, _ parameters: Parameters, _ validation: (any ExampleSource)?,
        _ test: (any ExampleSource)?, _ data: Dataset
    ) async throws -> Scores {
        var scores = Scores()
        let names = data.classNames.names
        for (source, isTest) in [(validation, false), (test, true)] {
            guard let source, case .classes(let labels) = source.targets else { continue }
            let logits = try await Evaluation.logits(
                of: network, parameters, source, workerCount: options.workerCount)
            if !isTest {
                scores.temperature = TemperatureFit.temperature(
                    logits: logits.flatMap { $0.map(Double.init) }, labels: labels, classCount: names.count)
            }
            let temperature = scores.temperature
            let table = try ProbabilityTable(
                rows: logits.map { Softmax.probabilities($0, temperature: temperature) })
            let report = try ClassificationReport(table, labels: labels, classNames: names)
            if isTest { scores.test = report } else { scores.validation = report }
        }
        return scores
    }

    private func record(
        _ parts: [Partition: FineTuner.Part], _ validation: ClassificationReport?, _ trained: TrainingOutcome,
        _ data: Dataset, _ digest: ContentDigest, toolVersion: String
    ) -> TrainingRecord {
        let summary = { (partition: Partition) in
            parts[partition].map {
                DatasetSummary(classNames: data.classNames, samples: $0.samples, digests: $0.digests)
            }
        }
        let settings = options.settings
        return TrainingRecord(
            toolVersion: toolVersion, seed: settings.seed,
            trainingData: summary(.training)
                ?? DatasetSummary(classNames: data.classNames, samples: [], digests: []),
            validationData: summary(.validation), viewCount: 1, backboneDigest: digest, l2Strength: 0,
            iterationCount: trained.records.count,
            outcome: validation == nil ? "last_epoch" : "best_epoch", validation: validation,
            crossValidation: nil,
            network: TrainingRecord.NetworkSummary(
                blockCount: options.blockCount, keepsStatistics: options.keepsStatistics,
                augmentation: options.augmentation.description, optimizer: settings.optimizer.description,
                schedule: settings.schedule.description, batchSize: settings.batchSize,
                shardSize: settings.shardSize, epochCount: trained.records.count,
                bestEpoch: trained.bestEpoch))
    }
}

extension Examination {
    /// The images of each part that has any.
    func parts(_ prepared: PreparedData) -> [Partition: FineTuner.Part] {
        Dictionary(
            uniqueKeysWithValues: Partition.allCases.compactMap { partition in
                let positions = prepared.positions(in: partition)
                return positions.isEmpty ? nil : (partition, part(at: positions))
            })
    }
}
