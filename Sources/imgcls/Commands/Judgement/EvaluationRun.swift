internal import Datasets
internal import ImageClassifier
internal import Images
internal import Models
internal import Networks
internal import Transfer

/// Runs a model over the labelled images that a command names.
struct EvaluationRun {
    let source: DataSource
    let reading: ReadingOptions
    let workerCount: Int
    let display: ProgressDisplay
    /// Where features are kept between runs.
    let cache: FeatureCache?
    var averagesMirrorImages = false
    /// What needs a model for classes, for the error that says so; nil where any model will do.
    var demandOfClasses: String?

    init(
        source: DataSource, reading: ReadingOptions, cache: CacheArguments, workers: WorkerOptions,
        _ display: ProgressDisplay
    ) {
        self.source = source
        self.reading = reading
        self.cache = cache.cache(display)
        workerCount = workers.workerCount
        self.display = display
    }

    /// What a model made of the images.
    struct Outcome {
        let classifier: ImageClassifier
        let evaluation: ImageClassifier.Evaluation
        /// The images that were left out, and why.
        let failures: [SampleFailure]
        /// The training images, where the data says which these are.
        let training: [Sample]
    }

    /// Evaluates a model; images that cannot be read, or are not those of the manifest, are named and left out.
    ///
    /// - Throws: `CommandError`, `DatasetError` or `ImageClassifierError`.
    func evaluate(modelAt path: String, title: String = "Classifying") async throws -> Outcome {
        var classifier = try ImageClassifier(contentsOfFile: path)
        classifier.reading = reading
        classifier.featureCache = cache
        classifier.averagesMirrorImages = averagesMirrorImages
        if let demandOfClasses, ![.binary, .multiclass].contains(classifier.model.task.kind) {
            throw CommandError(
                .wrongUsage, "\(path): gives labels or values; \(demandOfClasses) need a model for classes")
        }
        let (listed, training) = try samples(for: classifier.model)
        let changes = try await RecordedHashes.changes(among: listed, reading, workerCount: workerCount)
        for change in changes { display.warn("left out \(change)") }
        let changed = Set(changes.map(\.sample))
        let samples = changed.isEmpty ? listed : listed.filter { !changed.contains($0) }
        if !listed.isEmpty, samples.isEmpty {
            throw CommandError(.badData, "\(source.name): no file has the hash that it records")
        }
        let ready = classifier
        let evaluation = try await ModelChoice.naming(path) {
            try await ready.evaluate(samples, in: source.name, workerCount: workerCount) {
                display.update(title, completed: $0, total: samples.count)
            }
        }
        display.finish()
        for failure in evaluation.failures { display.warn("left out \(failure)") }
        let failures = changes + evaluation.failures
        // A verdict on what happened to be usable is none.
        if demandOfClasses != nil, failures.count * 10 > listed.count {
            throw CommandError(
                .badData,
                "\(source.name): \(failures.count) of \(listed.count) images cannot be used, too many to judge by"
            )
        }
        return Outcome(classifier: ready, evaluation: evaluation, failures: failures, training: training)
    }

    /// The test images, else the validation images, else all, with the class indices of a model; and the training
    /// images of data in parts.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func samples(for model: Model) throws -> (judged: [Sample], training: [Sample]) {
        let classNames = try ClassNames(model.classNames)
        let labelling = Labelling(model.task.kind)
        let scanned = try source.load(labelling, minimumClassCount: 1)
        let data = try source.naming { () throws(DatasetError) in
            try scanned.aligned(to: classNames)
        }
        for problem in data.problems { display.warn("left out \(source.name)/\(problem)") }
        let parts = [(Partition.test, data.test), (.validation, data.validation), (.training, data.training)]
        let (part, samples) = parts.first { !$0.1.isEmpty } ?? (.training, [])
        warn(of: part, data, model)
        if labelling == .classes, let several = samples.first(where: { !$0.otherClassIndices.isEmpty }) {
            throw CommandError(
                .badData,
                "\(source.name): \(several.relativePath) has several labels; the model gives each image one")
        }
        let isSplit = if case .split = data.layout { true } else { false }
        return (samples, isSplit ? data.training : [])
    }

    /// Says where a score would flatter.
    private func warn(of part: Partition, _ data: Dataset, _ model: Model) {
        let hasSeenValidation =
            model.training.map { $0.refitImageCount != nil || $0.featuresSawValidation } ?? false
        if part == .validation, !hasSeenValidation {
            display.warn(
                "note: there are no test images; these are the validation images, which may have chosen the model"
            )
        }
        // A folder without parts is called training for want of a name; it may hold what the model learned from.
        guard let training = model.training else { return }
        let isSplit = if case .split = data.layout { true } else { false }
        let count = data.training.count
        let isTraining = part == .training && (isSplit || count >= training.trainingData.sampleCount)
        let isValidation =
            hasSeenValidation
            && (part == .validation
                || part == .training && count == training.validationData?.sampleCount)
        if isTraining || isValidation {
            display.warn(
                "warning: these may be the images that the model learned from, and then the score means nothing"
            )
        }
    }
}
