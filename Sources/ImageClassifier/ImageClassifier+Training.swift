public import Datasets
internal import FoundationEssentials
public import Models
public import Training
public import Transfer

extension ImageClassifier {
    /// A trained classifier with how it came about.
    public struct Trained: Sendable {
        /// The classifier, ready to answer.
        public let classifier: ImageClassifier
        /// The same as the validation images chose it, before it was trained on them where that was wanted.
        public let chosen: ImageClassifier
        /// Scores, unreadable images, counts: those of the head.
        public let outcome: FineTuner.Outcome
        /// How blocks were trained behind the head; nil where only the head was.
        public let stages: StagedFineTuner.Outcome?

        /// How the classifier was trained on validation images as well; nil unless that was wanted and there were any.
        public var refit: Refit? { stages.map(\.refit) ?? outcome.refit }
    }

    /// Trains a classifier on a folder with one subfolder a class, or with `train`, `val` and `test` folders of such.
    ///
    /// The convolutions of the pretrained network stay as they are; its last layer is replaced by a softmax over
    /// the folder's classes and trained to convergence.
    ///
    /// - Parameters:
    ///   - folder: The images.
    ///   - validationFraction: The share held out where the folder has no validation images.
    ///   - backbone: The pretrained model; nil takes the one that comes with imgcls.
    ///   - cache: Where features are kept between runs; nil keeps none.
    ///   - options: Views, seed, workers; nil takes the defaults, on all cores.
    ///   - progress: Called often, from any task.
    /// - Throws: `DatasetError`, `ImageClassifierError`, `TransferError`, `ModelError`, or `CancellationError`.
    public static func train(
        onFolder folder: String, validationFraction: Double = 0.2, backbone: Model? = nil,
        cache: FeatureCache? = nil, options: FineTuner.Options? = nil,
        progress: @escaping @Sendable (FineTuner.Progress) -> Void = { _ in }
    ) async throws -> Trained {
        try await train(
            on: try ImageFolder.scan(folder), validationFraction: validationFraction, backbone: backbone,
            cache: cache, options: options, progress: progress)
    }

    /// Trains a classifier on a scanned folder or a manifest's images.
    ///
    /// - Parameters:
    ///   - kept: The sides that contents have in an earlier split, and keep.
    ///   - unfreezing: How blocks are trained behind the head; nil trains the head only.
    ///   - networkProgress: Called while blocks are trained, from any task.
    /// - Throws: `ImageClassifierError`, `TransferError`, `ModelError`, `TrainingLoopError`, `RefitError`,
    ///   `CheckpointFileError`, or `CancellationError`.
    /// - Precondition: A refit is not asked for together with stopping early, or with a time budget.
    public static func train(
        on data: Dataset, validationFraction: Double = 0.2, keeping kept: [ContentDigest: Partition] = [:],
        backbone: Model? = nil, cache: FeatureCache? = nil, options: FineTuner.Options? = nil,
        unfreezing: NetworkTuner.Options? = nil,
        progress: @escaping @Sendable (FineTuner.Progress) -> Void = { _ in },
        networkProgress: @escaping @Sendable (NetworkTuner.Progress) -> Void = { _ in }
    ) async throws -> Trained {
        let options = options ?? FineTuner.Options(workerCount: availableWorkerCount)
        let tuner = try FineTuner(
            backbone: try backbone ?? pretrainedModel(), cache: cache, options: options, progress: progress)
        defer { cache?.trim() }
        if let unfreezing {
            let staged = StagedFineTuner(
                tuner, NetworkTuner(cache: cache, options: unfreezing, progress: networkProgress))
            let stages = try await staged.run(
                on: data, validationFraction: validationFraction, keeping: kept, toolVersion: version)
            return Trained(
                classifier: ImageClassifier(stages.model), chosen: ImageClassifier(stages.chosenModel),
                outcome: stages.head, stages: stages)
        }
        let outcome = try await tuner.run(
            on: data, validationFraction: validationFraction, keeping: kept, toolVersion: version)
        return Trained(
            classifier: ImageClassifier(outcome.refit?.model ?? outcome.model),
            chosen: ImageClassifier(outcome.model), outcome: outcome, stages: nil)
    }

    /// Looks for the learning rate of blocks behind a head, instead of training them: the loss of each step while the
    /// rate rises.
    ///
    /// - Parameters: As for `train`.
    /// - Returns: The curve, which suggests a rate.
    /// - Throws: What `train` throws.
    public static func findLearningRate(
        on data: Dataset, validationFraction: Double = 0.2, keeping kept: [ContentDigest: Partition] = [:],
        backbone: Model? = nil, cache: FeatureCache? = nil, options: FineTuner.Options? = nil,
        unfreezing: NetworkTuner.Options,
        progress: @escaping @Sendable (FineTuner.Progress) -> Void = { _ in },
        observing observe: (LearningRateCurve) -> Void = { _ in }
    ) async throws -> LearningRateCurve {
        let options = options ?? FineTuner.Options(workerCount: availableWorkerCount)
        let tuner = try FineTuner(
            backbone: try backbone ?? pretrainedModel(), cache: cache, options: options, progress: progress)
        defer { cache?.trim() }
        return try await StagedFineTuner(tuner, NetworkTuner(cache: cache, options: unfreezing))
            .findLearningRate(
                on: data, validationFraction: validationFraction, keeping: kept, toolVersion: version,
                observing: observe)
    }

    /// The number of processors that this process may use.
    public static var availableWorkerCount: Int { ProcessInfo.processInfo.activeProcessorCount }

    private static func pretrainedModel() throws(ImageClassifierError) -> Model {
        let path = try Pretrained.efficientNetLite0.path()
        do {
            return try Model(contentsOfFile: path)
        } catch {
            throw .model(path: path, error)
        }
    }
}
