internal import ArgumentParser
internal import ImageClassifier
internal import Metrics

/// `imgcls compare OLD NEW FOLDER`.
struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether a new model is better than an old one.",
        discussion: """
            Both models answer the same labelled images, laid out as for imgcls evaluate. What counts are the images that one \
            of them gets right and the other wrong: an exact test of McNemar says how likely such numbers are between \
            equally good models.

              imgcls compare old.safetensors new.safetensors photos/test
              imgcls compare old.safetensors new.safetensors photos/test --no-regress && mv new.safetensors old.safetensors

            Both need the classes of the images; they may know more.
            """)

    @Argument(help: "The old model.", completion: .file(extensions: ["safetensors"]))
    var old: String

    @Argument(help: "The new model.", completion: .file(extensions: ["safetensors"]))
    var new: String

    @OptionGroup var source: DataSource

    @Flag(
        help: """
            End with exit code 1 if the new model is worse, and more so than chance explains (p below 0.05); with \
            --strict if it is worse at all.
            """)
    var noRegress = false

    @Flag(help: "With --no-regress: do not forgive what may be chance.")
    var strict = false

    @Option(help: ArgumentHelp("How many broken and mended images to name; 0 for none.", valueName: "n"))
    var examples = 10

    @OptionGroup var cacheArguments: CacheArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        guard examples >= 0 else { throw ValidationError("--examples must be at least 0, not \(examples)") }
        if strict, !noRegress { throw ValidationError("--strict is about --no-regress") }
    }

    func run() async throws {
        if let path = outputOptions.json, path != "-" { try OutputFile.check(path) }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        var run = EvaluationRun(
            source: source, reading: reading.options, cache: cacheArguments, workers: workerOptions,
            display)
        run.demandOfClasses = "comparisons"
        let before = try await run.evaluate(modelAt: old, title: "Old model")
        let after = try await run.evaluate(modelAt: new, title: "New model")
        let pair = try ComparedModels(
            old: .init(path: old, classifier: before.classifier, evaluation: before.evaluation),
            new: .init(path: new, classifier: after.classifier, evaluation: after.evaluation))
        try write(pair)
        GitHubActions.summarise(pair.markdown, display)
        guard noRegress else { return }
        let comparison = pair.comparison
        let isWorse =
            strict ? comparison.newAccuracy < comparison.oldAccuracy : comparison.isRegression()
        GitHubActions.annotate(pair.sentence, isWorse ? .error : .notice)
        if isWorse { throw GateFailure("the new model is worse: \(pair.sentence)") }
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func write(_ pair: ComparedModels) throws {
        if let path = outputOptions.json { try JSONOutput.write(pair, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-" {
            try StandardOutput().line(pair.text(exampleCount: examples))
        }
    }
}
