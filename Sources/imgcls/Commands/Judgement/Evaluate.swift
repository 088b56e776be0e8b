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
            images that neither training nor any choice has seen. A gate that is not passed ends with exit code 1. In GitHub \
            Actions, gates become annotations and scores part of the job's summary.

              imgcls evaluate photos/test --model birds.safetensors
              imgcls evaluate photos/test --min-accuracy 0.9 --min-class-recall 0.7 --strict
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

    @Flag(help: "Average the answers for each image and its mirror image; takes twice as long.")
    var tta = false

    @OptionGroup var gates: GateArguments

    @Option(
        help: ArgumentHelp("Write what the model said about each image, as CSV.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var predictions: String?

    @Option(
        help: ArgumentHelp("Write the gates as JUnit's XML.", valueName: "file"),
        completion: .file(extensions: ["xml"]))
    var junit: String?

    @Option(help: ArgumentHelp("Decides the resamples behind intervals.", valueName: "n"))
    var seed: UInt64 = 0

    @OptionGroup var cacheArguments: CacheArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        try OutputFile.validateTogether([
            ("--json", outputOptions.json), ("--predictions", predictions), ("--junit", junit),
        ])
    }

    func run() async throws {
        let start = ContinuousClock.now
        for path in [outputOptions.json, predictions, junit].compactMap({ $0 }) where path != "-" {
            try OutputFile.check(path)
        }
        let modelPath = try ModelChoice.path(model)
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        var run = EvaluationRun(
            source: source, reading: reading.options, cache: cacheArguments, workers: workerOptions,
            display)
        run.averagesMirrorImages = tta
        let gates = try gates.gates()
        if !gates.isEmpty { run.demandOfClasses = "quality gates" }
        let outcome = try await run.evaluate(modelAt: modelPath)
        let record = try EvaluationRecord(
            outcome, gates: gates, seed: seed, model: modelPath, data: source.name)
        warn(of: gates, record, display)
        try write(record, outcome, seconds: (ContinuousClock.now - start) / .seconds(1))
        GitHubActions.summarise(EvaluationMarkdown(record).text, display)
        for verdict in record.gates {
            GitHubActions.annotate(verdict.sentence, verdict.passed ? .notice : .error)
        }
        if let failure = GateFailure(record.gates) { throw failure }
    }

    /// Says which classes no gate has judged.
    private func warn(of gates: [QualityGate], _ record: EvaluationRecord, _ display: ProgressDisplay) {
        guard let report = record.report.classification else { return }
        for gate in gates where !gate.isStrict {
            let classes = gate.unjudgedClasses(of: report)
            guard !classes.isEmpty else { continue }
            let text =
                "--min-class-recall says nothing about \(QualityGate.naming(classes)): "
                + "no image of \(classes.count == 1 ? "it" : "them") was judged"
            display.warn("warning: \(text)")
            GitHubActions.annotate(text, .warning)
        }
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func write(
        _ record: EvaluationRecord, _ outcome: EvaluationRun.Outcome, seconds: Double
    ) throws {
        if let path = outputOptions.json { try JSONOutput.write(record, to: path) }
        if let path = predictions {
            try TextFile.write(
                PredictionTable(outcome.evaluation, of: outcome.classifier.model).csv, to: path)
        }
        if let path = junit { try TextFile.write(JUnitText(record, seconds: seconds).xml, to: path) }
        if !outputOptions.quiet, ![outputOptions.json, predictions, junit].contains("-") {
            try StandardOutput().line(EvaluationText(record).text)
        }
    }
}
