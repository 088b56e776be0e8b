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
            FOLDER holds one folder a class, or the folders train, val and test with one folder a class in each. \
            The convolutions of a pretrained network stay as they are; its last layer is replaced by a softmax over \
            your classes and trained until nothing improves. Features are cached, so a second run takes only as \
            long as its new images.

              imgcls finetune photos
              imgcls finetune photos --validation other-photos --output birds.safetensors
              imgcls finetune photos --quiet --json result.json

            Without validation images, a share of the training images is held out, decided by their contents, so \
            that adding images never moves old ones across. Unreadable images are named and left out; more than \
            one in ten stop the run. FOLDER is never written to.
            """)

    @Argument(help: "The folder with the images.", completion: .directory)
    var folder: String

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
        guard (1...64).contains(views) else { throw ValidationError("--views must be 1 to 64, not \(views)") }
    }

    func run() async throws {
        let start = ContinuousClock.now
        try OutputFile.check(output)
        if let path = outputOptions.json, path != "-" { try OutputFile.check(path) }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        let data = try dataset(display)
        if validationFraction != nil, !data.validation.isEmpty {
            throw CommandError(
                .wrongUsage,
                "\(folder): has validation images of its own; --validation-fraction would not be used")
        }
        let trained = try await train(on: data, display)
        display.finish()
        for failure in trained.outcome.failures { display.warn("left out \(failure)") }
        for note in DuplicateNotes.sentences(trained.outcome.duplicates) { display.warn("note: \(note)") }
        if earlyStopping, trained.outcome.validation == nil {
            display.warn("note: there were no validation images to stop early by")
        }
        try Task.checkCancellation()
        try trained.classifier.save(toFile: output)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let summary = FinetuneSummary(trained.outcome, output: output, seconds: seconds)
        if let path = outputOptions.json { try JSONOutput.write(summary.record, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-" {
            try StandardOutput().line(summary.text)
        }
    }

    private func train(on data: Dataset, _ display: ProgressDisplay) async throws
        -> ImageClassifier.Trained
    {
        let path = try backbone ?? Pretrained.efficientNetLite0.path(in: Environment.pretrainedFolder)
        let model = try ModelChoice.model(at: path)
        do {
            return try await ImageClassifier.train(
                on: data, validationFraction: validationFraction ?? Self.defaultValidationFraction,
                backbone: model, cache: cache(display),
                options: FineTuner.Options(
                    viewCount: views, stopsEarly: earlyStopping, imageSize: imageSize, seed: seed,
                    workerCount: workerOptions.workerCount),
                progress: { Self.show($0, on: display) })
        } catch let error as TransferError {
            throw CommandError(.badData, "\(folder): \(error)")
        } catch let error as TrainingError {
            throw CommandError(.badData, "\(folder): \(error), computed with \(path)")
        } catch let error as ModelError {
            throw ImageClassifierError.model(path: path, error)
        } catch let error as ExecutionError {
            throw ImageClassifierError.model(path: path, .execution(error))
        }
    }

    private func dataset(_ display: ProgressDisplay) throws -> Dataset {
        var data = try LabelledFolder.scan(folder)
        if let validation {
            guard data.validation.isEmpty else {
                throw CommandError(
                    .wrongUsage,
                    "\(folder): has validation images of its own; --validation would replace them")
            }
            let other = try LabelledFolder.scan(validation, minimumClassCount: 1)
            data = try LabelledFolder.naming(validation) { [data] () throws(DatasetError) in
                try data.validated(by: other)
            }
        }
        for problem in data.problems { display.warn("left out \(folder)/\(problem)") }
        for note in data.notes { display.warn("note: \(note)") }
        return data
    }

    private func cache(_ display: ProgressDisplay) -> FeatureCache? {
        guard !noCache, let path = Environment.cachePath else { return nil }
        do {
            return try FeatureCache(path: path)
        } catch {
            display.warn("\(error); going on without")
            return nil
        }
    }

    private static func show(_ progress: FineTuner.Progress, on display: ProgressDisplay) {
        switch progress {
        case .reading(let step):
            display.update("Reading", completed: step.completed, total: step.total)
        case .features(let step):
            display.update("Computing features", completed: step.completed, total: step.total)
        case .head(let step):
            // The last fit takes a fraction of a second.
            guard case .candidate(_, let number, let total) = step else { return }
            display.update("Choosing L2 strength", completed: number, total: total, unit: "strengths")
        }
    }
}
