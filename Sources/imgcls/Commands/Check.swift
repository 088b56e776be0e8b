internal import ArgumentParser
internal import Datasets
internal import ImageClassifier
internal import Models
internal import Networks
internal import Training
internal import Transfer

/// `imgcls check FOLDER`.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at a folder of images before training on it.",
        discussion: """
            Decodes every file and reports what would harm a model or its score: unreadable files with the reason, odd \
            entries, empty, tiny and look-alike classes, copies and near copies (the same picture resized, cropped, \
            mirrored, edited), copies with contradicting labels or across the split, pictures that are far too dark, \
            bright, blurred, tiny or oddly shaped, and images that are likely mislabelled. FOLDER is never written to.

              imgcls check photos
              imgcls check photos --json report.json --quiet
              imgcls check photos --fix-list fixes.csv

            A fix list is a CSV table that proposes what to leave out. Nothing of it happens until you have looked \
            at it and said so: imgcls finetune photos --fixes fixes.csv.

            The exit code is 65 if training would stop (or, with --strict, if there is any warning), else 0.
            """)

    @OptionGroup var source: DataSource

    @Option(
        help: ArgumentHelp(
            "What the images are to teach, as for imgcls finetune: multiclass, binary, multilabel or regression.",
            valueName: "kind"), completion: Completions.tasks, transform: { try TaskArguments.kind($0) })
    var task = ProblemKind.multiclass

    @Option(
        help: ArgumentHelp("Write proposals for mending the data set as CSV.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var fixList: String?

    @Flag(help: "Let warnings, too, end with exit code 65.")
    var strict = false

    @Flag(
        help: """
            Do not run the network: much faster where nothing is cached, but near copies are found by their hashes only, \
            and labels are not examined.
            """)
    var noFeatures = false

    @Option(help: ArgumentHelp("How many places of each finding to print; JSON has all.", valueName: "n"))
    var show = 5

    @Option(
        help: ArgumentHelp(
            "The pretrained model whose features compare images; EfficientNet-Lite0 unless said otherwise.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var backbone: String?

    @Option(help: ArgumentHelp("Decides the folds in which labels are examined.", valueName: "n"))
    var seed: UInt64 = 0

    @OptionGroup var cacheArguments: CacheArguments

    @OptionGroup var badImages: BadImageArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        guard (0...1_000_000).contains(show) else {
            throw ValidationError("--show must be 0 to 1000000, not \(show)")
        }
        try OutputFile.validateTogether([("--fix-list", fixList), ("--json", outputOptions.json)])
    }

    func run() async throws {
        for path in [fixList, outputOptions.json].compactMap({ $0 }) where path != "-" {
            try OutputFile.check(path)
        }
        let data = try source.survey(Labelling(task))
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        let path = try backbone ?? Pretrained.efficientNetLite0.path(in: Environment.pretrainedFolder)
        let report = try await ModelChoice.naming(path) {
            let cache = cacheArguments.cache(display)
            defer { cache?.trim() }
            do {
                return try await check(modelAt: path, cache, display).run(on: data)
            } catch let error as TrainingError {
                throw CommandError(.badData, "\(source.name): \(error), computed with \(path)")
            }
        }
        display.finish()
        try Task.checkCancellation()
        try finish(report)
        do throws(TaskError) {
            try TaskError.check(data, for: task, isBounded: false)
        } catch {
            throw CommandError(.badData, "\(source.name): \(error)")
        }
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func check(modelAt path: String, _ cache: FeatureCache?, _ display: ProgressDisplay) throws
        -> DatasetCheck
    {
        let options = DatasetCheck.Options(
            seed: seed, workerCount: workerOptions.workerCount, reading: reading.options,
            badImages: badImages.policy)
        if noFeatures {
            let preprocessing = try ModelChoice.preprocessing(at: path)
            return DatasetCheck(preprocessing: preprocessing, cache: cache, options: options) {
                Self.show($0, on: display)
            }
        }
        let model = try ModelChoice.model(at: path)
        return try DatasetCheck(backbone: model, cache: cache, options: options) {
            Self.show($0, on: display)
        }
    }

    @inline(never)  // As above.
    private func finish(_ report: CheckReport) throws {
        if let fixList { try TextFile.write(report.fixList.csvText, to: fixList) }
        if let path = outputOptions.json { try JSONOutput.write(report, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-", fixList != "-" {
            let text = CheckText(report, name: source.name, labelling: Labelling(task), itemLimit: show)
            try StandardOutput().line(text.text)
            if let fixList {
                try StandardOutput().line(
                    "Wrote \(fixList). Look at it, then: imgcls finetune \(source.arguments(for: task)) --fixes \(ShellWord.quoted(fixList))"
                )
            }
        }
        guard let severity = report.severity, severity >= (strict ? .warning : .error) else { return }
        let grave = report.findings.filter { $0.severity == severity }
        throw CommandError(
            .badData, "\(source.name): the check found this: \(grave.map(\.summary).joined(separator: " "))")
    }

    private static func show(_ progress: DatasetCheck.Progress, on display: ProgressDisplay) {
        switch progress {
        case .examining(let step):
            display.update("Examining", completed: step.completed, total: step.total)
        case .labels(.candidate(_, let number, let total)):
            display.update("Comparing labels", completed: number, total: total, unit: "strengths")
        case .labels:
            break
        }
    }
}
