internal import ArgumentParser
internal import Datasets
internal import ImageClassifier

/// `imgcls report FOLDER`.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a report about a model as one HTML file.",
        discussion: """
            The report shows how a model does on labelled images, laid out as for imgcls evaluate: scores with intervals, the \
            confusion matrix, calibration, the worst mistakes and the least certain images with what the network looked at, \
            samples of the augmentation where FOLDER has training images, and how to make it again. It loads nothing from anywhere, and can be sent as it is. imgcls finetune --report \
            writes one with the course of the training and what the check of the data found.

              imgcls report photos/test --model birds.safetensors --output birds.html
            """)

    @OptionGroup var source: DataSource

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The model; model.safetensors in the working folder if there is one, else ImageNet's 1000 classes.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var model: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write the report.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var output = "report.html"

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var cacheArguments: CacheArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func run() async throws {
        if output != "-" { try OutputFile.check(output) }
        let display = ProgressDisplay(isQuiet: quiet)
        let path = try ModelChoice.path(model)
        let run = EvaluationRun(
            source: source, reading: reading.options, cache: cacheArguments, workers: workerOptions,
            display)
        let outcome = try await run.evaluate(modelAt: path)
        var builder = ReportBuilder(
            classifier: outcome.classifier, evaluation: outcome.evaluation, data: source.name, part: "judged",
            reading: reading.options)
        builder.training = outcome.training
        try TextFile.write(try builder.html(), to: output)
        if !quiet, output != "-" {
            try StandardOutput().line(
                ReportText.sentence("Judged:", outcome.evaluation.report) + "\nWrote \(output).")
        }
    }
}
