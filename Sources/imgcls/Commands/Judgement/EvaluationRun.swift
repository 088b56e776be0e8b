internal import Datasets
internal import ImageClassifier
internal import Images
internal import Models
internal import Transfer

/// Runs a model over the labelled images that a command names.
struct EvaluationRun {
    let source: DataSource
    let reading: ReadingOptions
    let workerCount: Int
    let display: ProgressDisplay
    var averagesMirrorImages = false

    init(source: DataSource, reading: ReadingOptions, workers: WorkerOptions, _ display: ProgressDisplay) {
        self.source = source
        self.reading = reading
        workerCount = workers.workerCount
        self.display = display
    }

    /// Evaluates a model; images that cannot be read are named and left out.
    ///
    /// - Throws: `CommandError`, `DatasetError` or `ImageClassifierError`.
    func evaluate(
        modelAt path: String, title: String = "Classifying"
    ) async throws -> (classifier: ImageClassifier, evaluation: ImageClassifier.Evaluation) {
        var classifier = try ImageClassifier(contentsOfFile: path)
        classifier.reading = reading
        classifier.averagesMirrorImages = averagesMirrorImages
        let samples = try samples(for: classifier.model)
        let ready = classifier
        let evaluation = try await ModelChoice.naming(path) {
            try await ready.evaluate(samples, in: source.name, workerCount: workerCount) {
                display.update(title, completed: $0, total: samples.count)
            }
        }
        display.finish()
        for failure in evaluation.failures { display.warn("left out \(failure)") }
        return (ready, evaluation)
    }

    /// The test images, else the validation images, else all, with the class indices of a model.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func samples(for model: Model) throws -> [Sample] {
        let classNames = try ClassNames(model.classNames)
        let labelling = Labelling(model.task.kind)
        let scanned = try source.load(labelling, minimumClassCount: 1)
        let data = try source.naming { () throws(DatasetError) in
            try scanned.aligned(to: classNames)
        }
        for problem in data.problems { display.warn("left out \(source.name)/\(problem)") }
        let samples = [data.test, data.validation, data.training].first { !$0.isEmpty } ?? []
        if labelling == .classes, let several = samples.first(where: { !$0.otherClassIndices.isEmpty }) {
            throw CommandError(
                .badData,
                "\(source.name): \(several.relativePath) has several labels; the model gives each image one")
        }
        return samples
    }
}
