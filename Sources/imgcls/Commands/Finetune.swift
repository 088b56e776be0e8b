internal import ArgumentParser
internal import Datasets
internal import Execution
internal import ImageClassifier
internal import Models
internal import Training
internal import Transfer

/// `imgcls finetune FOLDER`.
struct Finetune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a classifier on a folder of images.",
        discussion: """
            FOLDER holds one folder a class, or the folders train, val and test with one folder a class in each; a \
            manifest may take its place. \
            The convolutions of a pretrained network stay as they are; its last layer is replaced by a softmax over \
            your classes and trained until nothing improves. Features are cached, so a second run takes only as \
            long as its new images.

              imgcls finetune photos
              imgcls finetune photos --validation other-photos --output birds.safetensors
              imgcls finetune photos --quiet --json result.json
              imgcls finetune photos --group-by '([^/]+)_[0-9]+.jpg' --save-split split.csv

            Every image is looked at before training, as imgcls check does. Without validation images, a share of \
            the training images is held out, decided by their contents, so that adding images never moves old ones \
            across; near copies stay on one side. Unreadable images are named and left out; more than one in ten \
            stop the run. FOLDER is never written to.
            """)

    @OptionGroup var source: DataSource

    @Option(
        help: ArgumentHelp("Use the images of this folder for validation.", valueName: "folder"),
        completion: .directory)
    var validation: String?

    @Option(
        help: ArgumentHelp(
            "The share of the training images to hold out where there are no validation images, from 0 (none) to 0.9.",
            valueName: "share"))
    var validationFraction: Double?

    @Option(
        help: ArgumentHelp(
            """
            A regular expression on paths below FOLDER: images for which its first group (or the whole match) is the \
            same stay on one side of the split, for example all photos of one person.
            """, valueName: "regex"))
    var groupBy: String?

    @Option(
        help: ArgumentHelp("Write which image is on which side, as a manifest in CSV.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var saveSplit: String?

    @Option(
        help: ArgumentHelp(
            "A manifest that --save-split wrote: its images keep their sides, whatever is added.",
            valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var keepSplit: String?

    @Option(
        help: ArgumentHelp(
            "A fix list of imgcls check: leaves out and relabels images as it says, without touching FOLDER.",
            valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var fixes: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write the model.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output = ModelChoice.defaultFileName

    @Option(
        help: ArgumentHelp(
            "The pretrained model; EfficientNet-Lite0 unless said otherwise. Any imgcls model will do.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var backbone: String?

    @Option(
        help: ArgumentHelp(
            "The views of each training image: 1 as it is, 2 also mirrored, more with random crops.",
            valueName: "n"))
    var views = FineTuner.Options.defaultViewCount

    @Flag(
        help: """
            Stop when the loss of the validation images no longer improves, instead of at the optimum of the L2 \
            strength that cross-validation chose. They are then no independent test any more.
            """)
    var earlyStopping = false

    @Option(
        help: ArgumentHelp(
            "The side of the square that the network sees, in pixels; 288 with EfficientNet-Lite0, unless said otherwise.",
            valueName: "pixels"))
    var imageSize: Int?

    @Option(help: ArgumentHelp("Decides what is random: the same seed gives the same bits.", valueName: "n"))
    var seed: UInt64 = 0

    @Flag(help: "Neither use nor keep cached features.")
    var noCache = false

    @OptionGroup var badImages: BadImageArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions

    private static let defaultValidationFraction = 0.2

    func validate() throws {
        if let validationFraction, !(0...0.9).contains(validationFraction) {
            throw ValidationError("--validation-fraction must be 0 to 0.9, not \(validationFraction)")
        }
        if validation != nil, validationFraction != nil {
            throw ValidationError("--validation and --validation-fraction exclude each other")
        }
        if earlyStopping, validationFraction == 0 {
            throw ValidationError(
                "--early-stopping needs validation images; --validation-fraction 0 leaves none")
        }
        if let imageSize, !(32...1024).contains(imageSize) {
            throw ValidationError("--image-size must be 32 to 1024, not \(imageSize)")
        }
        if keepSplit != nil, validation != nil || validationFraction == 0 {
            throw ValidationError(
                "--keep-split needs images to be held out, not \(validation == nil ? "--validation-fraction 0" : "--validation")"
            )
        }
        try OutputFile.validateTogether([
            ("--output", output), ("--save-split", saveSplit), ("--json", outputOptions.json),
        ])
        guard output != "-" else {
            throw ValidationError("--output needs a file; a model is not written to standard output")
        }
        guard (1...64).contains(views) else { throw ValidationError("--views must be 1 to 64, not \(views)") }
    }

    func run() async throws {
        let start = ContinuousClock.now
        for path in [output, saveSplit, outputOptions.json].compactMap({ $0 }) where path != "-" {
            try OutputFile.check(path)
        }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        let input = try TrainingInput(self, display)
        let trained = try await train(on: input, display)
        display.finish()
        try Task.checkCancellation()
        try finish(trained, of: input.data, seconds: (ContinuousClock.now - start) / .seconds(1), display)
    }

    private func train(on input: TrainingInput, _ display: ProgressDisplay) async throws
        -> ImageClassifier.Trained
    {
        let path = try backbone ?? Pretrained.efficientNetLite0.path(in: Environment.pretrainedFolder)
        let model = try ModelChoice.model(at: path)
        do {
            return try await ImageClassifier.train(
                on: input.data, validationFraction: validationFraction ?? Self.defaultValidationFraction,
                keeping: input.keptSides, backbone: model,
                cache: CacheChoice.cache(noCache: noCache, display),
                options: FineTuner.Options(
                    viewCount: views, stopsEarly: earlyStopping, imageSize: imageSize, seed: seed,
                    workerCount: workerOptions.workerCount, reading: reading.options,
                    badImages: badImages.policy),
                progress: { Self.show($0, on: display) })
        } catch let error as TransferError {
            warn(of: error.failures, display)
            throw CommandError(.badData, "\(source.name): \(error)")
        } catch let error as TrainingError {
            throw CommandError(.badData, "\(source.name): \(error), computed with \(path)")
        } catch let error as ModelError {
            throw ImageClassifierError.model(path: path, error)
        } catch let error as ExecutionError {
            throw ImageClassifierError.model(path: path, .execution(error))
        }
    }

    /// Names unreadable images, some of them where there are very many.
    private func warn(of failures: [SampleFailure], _ display: ProgressDisplay) {
        let limit = 100
        for failure in failures.prefix(limit) { display.warn("left out \(failure)") }
        if failures.count > limit { display.warn("left out \(failures.count - limit) more") }
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func finish(
        _ trained: ImageClassifier.Trained, of data: Dataset, seconds: Double, _ display: ProgressDisplay
    ) throws {
        let outcome = trained.outcome
        for finding in outcome.check.findings where finding.severity >= .warning {
            // These are told one by one.
            guard ![.unreadableImage, .unusableEntry, .classInOnePart].contains(finding.kind) else {
                continue
            }
            display.warn("warning: \(CheckText.line(finding))")
        }
        warn(of: outcome.failures, display)
        if earlyStopping, outcome.validation == nil {
            display.warn("note: there were no validation images to stop early by")
        }
        let split = try saveSplit.map { _ in try SplitManifest.text(outcome, of: data) }
        try trained.classifier.save(toFile: output)
        if let saveSplit, let split { try TextFile.write(split, to: saveSplit) }
        let summary = FinetuneSummary(outcome, source: source, output: output, seconds: seconds)
        if let path = outputOptions.json { try JSONOutput.write(summary.record, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-", saveSplit != "-" {
            try StandardOutput().line(summary.text)
        }
    }

    private static func show(_ progress: FineTuner.Progress, on display: ProgressDisplay) {
        switch progress {
        case .features(let step):
            display.update("Computing features", completed: step.completed, total: step.total)
        case .views(let step):
            display.update("Computing views", completed: step.completed, total: step.total)
        case .head(let step):
            // The last fit takes a fraction of a second.
            guard case .candidate(_, let number, let total) = step else { return }
            display.update("Choosing L2 strength", completed: number, total: total, unit: "strengths")
        }
    }
}
