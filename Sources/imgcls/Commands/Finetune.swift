internal import ArgumentParser
internal import Augmentation
internal import Datasets
internal import ImageClassifier
internal import Models
internal import Networks
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
              imgcls finetune photos --unfreeze all
              imgcls finetune photos --quiet --json result.json
              imgcls finetune photos --group-by '([^/]+)_[0-9]+.jpg' --save-split split.csv

            With --unfreeze, the last blocks of the network or all of them are then trained as well, on pictures that are \
            changed at random, for as long as the validation images gain: minutes in place of seconds, for more \
            accuracy. The options from --epochs on are about this stage.

            Every image is looked at before training, as imgcls check does. Without validation images, a share of \
            the training images is held out, decided by their contents, so that adding images never moves old ones \
            across; near copies stay on one side. Unreadable images are named and left out; more than one in ten \
            stop the run. FOLDER is never written to.
            """)

    @OptionGroup var images: TrainingDataArguments

    @OptionGroup var problem: TaskArguments

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
            """
            What is trained: the last layer (head), the last N blocks of the network as well, or all of it. (default: \
            head; with --time-budget: all)
            """, valueName: "head, N or all"), completion: Completions.unfreezing)
    var unfreeze: Unfreezing?

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

    @Flag(
        help: """
            When everything is chosen, train once more, on training and validation images together: trained blocks for \
            as many epochs as the best weights had taken. Scores of validation images are those of the model before, \
            and trained blocks tell no unknown images. While it is unfinished, it is kept beside the checkpoint, as \
            FILE.refit.
            """)
    var refit = false

    @Option(
        name: [.customLong("image-size"), .customLong("input-size")],
        help: ArgumentHelp(
            "The side of the square that the network sees, in pixels; 288 with EfficientNet-Lite0, unless said otherwise.",
            valueName: "pixels"))
    var imageSize: Int?

    @Option(help: ArgumentHelp("Decides what is random: the same seed gives the same bits.", valueName: "n"))
    var seed: UInt64 = 0

    @OptionGroup var cacheArguments: CacheArguments

    @Flag(
        help: """
            With --unfreeze, let batch normalisation use the statistics of your images, and follow them, rather than \
            keep to those of the pretrained network: for thousands of images that look unlike ImageNet's.
            """)
    var updateStatistics = false

    @OptionGroup var optimization: OptimizationArguments

    @Option(
        help: ArgumentHelp(
            "Also write a report as one HTML file: scores, mistakes, what was found in the data, how it went.",
            valueName: "file"),
        completion: .file(extensions: ["html"]))
    var report: String?

    @OptionGroup var badImages: BadImageArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        if earlyStopping, images.validationFraction == 0 {
            throw ValidationError(
                "--early-stopping needs validation images; --validation-fraction 0 leaves none")
        }
        if refit {
            if images.validationFraction == 0 {
                throw ValidationError(
                    "--refit needs validation images; with --validation-fraction 0 all are trained on already"
                )
            }
            if earlyStopping {
                throw ValidationError(
                    "--refit and --early-stopping exclude each other: images that stop a head cannot train it"
                )
            }
            if optimization.timeBudget != nil {
                throw ValidationError(
                    "--refit and --time-budget exclude each other: a refit takes about as long again")
            }
        }
        if let imageSize, !(32...1024).contains(imageSize) {
            throw ValidationError("--image-size must be 32 to 1024, not \(imageSize)")
        }
        try OutputFile.validateTogether([
            ("--output", output), ("--report", report), ("--save-split", images.saveSplit),
            ("--json", outputOptions.json),
            ("--log", optimization.log), ("--checkpoint", optimization.checkpointPath(besides: output)),
            ("--refit", Refit.checkpointPath(besides: optimization.checkpointPath(besides: output))),
        ])
        if depth == .head,
            let option = optimization.firstGiven ?? (updateStatistics ? "--update-statistics" : nil)
        {
            throw ValidationError(
                "\(option) is about training convolutions: add --unfreeze all, or a number of blocks")
        }
        if case .blocks = depth, optimization.augment?.mixer != nil {
            throw ValidationError("mixup and cutmix need --unfreeze all: they blend pictures, not features")
        }
        try optimization.validate(for: problem)
        if earlyStopping, [.multilabel, .regression].contains(problem.task) {
            throw ValidationError(
                "--early-stopping is for heads of classes, not for --task \(problem.task.rawValue)")
        }
        guard output != "-" else {
            throw ValidationError("--output needs a file; a model is not written to standard output")
        }
        guard (1...64).contains(views) else { throw ValidationError("--views must be 1 to 64, not \(views)") }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let files = [output, report, images.saveSplit, optimization.log, outputOptions.json]
        for path in files.compactMap({ $0 }) where path != "-" { try OutputFile.check(path) }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        let input = try TrainingInput(images, problem.task, display)
        let path = try backbone ?? Pretrained.efficientNetLite0.path(in: Environment.pretrainedFolder)
        let model = try ModelChoice.model(at: path)
        input.warn(ofRefit: model, at: path, isCompared: false, display)
        let checkpoint = optimization.checkpointPath(besides: output)
        if optimization.findLearningRate {
            let curve = try await TrainingFailure.explaining(images.source.name, path, checkpoint, display) {
                try await ImageClassifier.findLearningRate(
                    on: input.data, validationFraction: images.heldOutShare, keeping: input.keptSides,
                    backbone: model, cache: cacheArguments.cache(display),
                    options: headOptions,
                    unfreezing: unfreezing(model), progress: { Self.show($0, on: display) },
                    observing: { LearningRateSearch.show($0, on: display) })
            }
            display.finish()
            return try LearningRateSearch.finish(curve, outputOptions)
        }
        let board = TrainingDisplay(
            problem.task, epochCount: optimization.epochs ?? Self.defaults.epochCount,
            budget: optimization.timeBudget, display,
            try EpochLog(
                problem.task, csvPath: optimization.log, eventFolder: optimization.tensorboard, display))
        if depth != .head {
            try OutputFile.check(checkpoint)
            if refit { try OutputFile.check(Refit.checkpointPath(besides: checkpoint)) }
            try optimization.lookAtCheckpoint(checkpoint, display)
        }
        let trained = try await TrainingFailure.explaining(images.source.name, path, checkpoint, display) {
            try await ImageClassifier.train(
                on: input.data, validationFraction: images.heldOutShare, keeping: input.keptSides,
                backbone: model, cache: cacheArguments.cache(display), options: headOptions,
                unfreezing: depth == .head ? nil : unfreezing(model),
                progress: { Self.show($0, on: display) }, networkProgress: { board.show($0) })
        }
        display.finish()
        // Training that took minutes is not thrown away at its end.
        if depth == .head { try Task.checkCancellation() }
        try save(trained)
        if let report { try await write(report, about: trained, display) }
        try finish(trained, of: input.data, seconds: (ContinuousClock.now - start) / .seconds(1), display)
    }

    /// What is trained: a budget is there to be spent.
    var depth: Unfreezing { unfreeze ?? (optimization.timeBudget == nil ? .head : .all) }

    /// How the head is trained.
    private var headOptions: FineTuner.Options {
        FineTuner.Options(
            task: problem.task, isBounded: problem.bounded, viewCount: views, stopsEarly: earlyStopping,
            refits: refit, imageSize: imageSize, seed: seed, workerCount: workerOptions.workerCount,
            reading: reading.options, badImages: badImages.policy)
    }

    /// How blocks are trained behind the head.
    private func unfreezing(_ model: Model) -> NetworkTuner.Options {
        let blockCount: Int? = if case .blocks(let count) = depth { count } else { nil }
        let settings = optimization.settings(Self.defaults, problem, seed: seed)
        return NetworkTuner.Options(
            settings: settings, weighting: optimization.classWeights ?? .none,
            augmentation: optimization.augment ?? Self.augmentation,
            blockCount: blockCount, keepsStatistics: !updateStatistics,
            trainingSide: NetworkTuner.Options.trainingSide(for: model, judgedAt: imageSize),
            checkpointPath: optimization.checkpointPath(besides: output), resumes: optimization.resume,
            budget: optimization.timeBudget, workerCount: workerOptions.workerCount,
            reading: reading.options, badImages: badImages.policy)
    }

    /// Writes the model before anything else: training that took minutes is not thrown away.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func save(_ trained: ImageClassifier.Trained) throws {
        try trained.classifier.save(toFile: output)
        trained.refit?.removeCheckpoint()
        trained.stages?.network.removeCheckpoint()
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func finish(
        _ trained: ImageClassifier.Trained, of data: Dataset, seconds: Double, _ display: ProgressDisplay
    ) throws {
        let outcome = trained.outcome
        FindingLines.warn(of: outcome.check, outcome.failures, display)
        if earlyStopping, outcome.validation == nil {
            display.warn("note: there were no validation images to stop early by")
        }
        if refit, trained.refit == nil {
            display.warn("note: there were no validation images to train on as well")
        }
        if let saveSplit = images.saveSplit {
            try TextFile.write(try SplitManifest.text(outcome.parts, of: data), to: saveSplit)
        }
        let summary = FinetuneSummary(trained, source: images.source, output: output, seconds: seconds)
        if let path = outputOptions.json { try JSONOutput.write(summary.record, to: path) }
        if !outputOptions.quiet, ![outputOptions.json, images.saveSplit, report].contains("-") {
            try StandardOutput().line(summary.text)
        }
    }

    static func show(_ progress: FineTuner.Progress, on display: ProgressDisplay) {
        switch progress {
        case .features(let step):
            display.update("Computing features", completed: step.completed, total: step.total)
        case .views(let step):
            display.update("Computing views", completed: step.completed, total: step.total)
        case .outputs(let step):
            display.update("Fitting", completed: step.completed, total: step.total, unit: "outputs")
        case .head(let step):
            // The last fit takes a fraction of a second.
            guard case .candidate(_, let number, let total) = step else { return }
            display.update("Choosing L2 strength", completed: number, total: total, unit: "strengths")
        }
    }
}
