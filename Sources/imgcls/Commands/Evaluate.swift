internal import ArgumentParser
internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Transfer

/// `imgcls evaluate FOLDER`.
struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score a model on a folder of labelled images.",
        discussion: """
            FOLDER holds one folder a class, named as the model names its classes; of a folder with the parts train, \
            val and test, the test images are used, or the validation images where there is no test part. Use \
            images that neither training nor any choice has seen.

              imgcls evaluate photos/test --model birds.safetensors
              imgcls evaluate photos --json scores.json --quiet
              imgcls evaluate photos --manifest split.csv
            """)

    @OptionGroup var source: DataSource

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The model; model.safetensors in the working folder if there is one, else ImageNet's 1000 classes.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var model: String?

    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func run() async throws {
        let modelPath = try ModelChoice.path(model)
        var classifier = try ImageClassifier(contentsOfFile: modelPath)
        classifier.reading = reading.options
        let classNames = try ClassNames(classifier.model.classNames)
        let labelling = Labelling(classifier.model.task.kind)
        let scanned = try source.load(labelling, minimumClassCount: 1)
        let data = try source.naming { () throws(DatasetError) in
            try scanned.aligned(to: classNames)
        }
        let samples = [data.test, data.validation, data.training].first { !$0.isEmpty } ?? []
        if labelling == .classes, let several = samples.first(where: { !$0.otherClassIndices.isEmpty }) {
            throw CommandError(
                .badData,
                "\(source.name): \(several.relativePath) has several labels; the model gives each image one")
        }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        for problem in data.problems { display.warn("left out \(source.name)/\(problem)") }
        display.update("Classifying", completed: 0, total: samples.count)
        let evaluation = try await ModelChoice.naming(modelPath) {
            try await classifier.evaluate(
                samples, in: source.name, workerCount: workerOptions.workerCount
            ) { display.update("Classifying", completed: $0, total: samples.count) }
        }
        display.finish()
        for failure in evaluation.failures { display.warn("left out \(failure)") }
        if let path = outputOptions.json { try JSONOutput.write(evaluation.report, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-" {
            try StandardOutput().line(EvaluationText(evaluation.report).text)
        }
    }
}
