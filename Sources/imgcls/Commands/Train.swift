internal import ArgumentParser
internal import Augmentation
internal import Datasets
internal import Execution
internal import FoundationEssentials
internal import ImageClassifier
internal import Models
internal import Networks
internal import Training
internal import Transfer

/// `imgcls train FOLDER --network NAME`.
struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a network from random weights.",
        discussion: """
            FOLDER is laid out as for imgcls finetune, and looked at as by imgcls check. For a few hundred or a few \
            thousand photos, finetune is quicker and better: a network that starts from nothing wants tens of thousands.

              imgcls train photos --network resnet18 --epochs 30
              imgcls train digits --network cnn3 --input-size 28 --channels 1 --augment none
              imgcls train photos --network my-network.json --optimizer momentum:lr=0.05

            The best weights by validation loss are kept. FOLDER is never written to.
            """)

    @OptionGroup var images: TrainingDataArguments

    @Option(
        help: ArgumentHelp(
            "One of \(NetworkZoo.allCases.map(\.rawValue).joined(separator: ", ")), or the JSON file of a network.",
            valueName: "name or file"),
        completion: Completions.networks)
    var network: String

    @Option(
        name: [.customLong("input-size"), .customLong("image-size")],
        help: ArgumentHelp(
            "The side of the square that the network sees, in pixels; what it was made for, unless said otherwise.",
            valueName: "pixels"))
    var inputSize: Int?

    @Option(
        help: ArgumentHelp(
            "3 for colour, 1 for luminance; what it was made for, unless said otherwise.", valueName: "n"),
        completion: .list(["1", "3"]))
    var channels: Int?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write the model.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output = ModelChoice.defaultFileName

    @OptionGroup var problem: TaskArguments
    @OptionGroup var optimization: OptimizationArguments

    @Option(help: ArgumentHelp("Decides what is random: the same seed gives the same bits.", valueName: "n"))
    var seed: UInt64 = 0

    @OptionGroup var badImages: BadImageArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions

    func validate() throws {
        if let inputSize, !(1...8192).contains(inputSize) {
            throw ValidationError("--input-size must be 1 to 8192, not \(inputSize)")
        }
        if let channels, ![1, 3].contains(channels) {
            throw ValidationError("--channels must be 1 or 3, not \(channels)")
        }
        try OutputFile.validateTogether([
            ("--output", output), ("--save-split", images.saveSplit), ("--log", optimization.log),
            ("--json", outputOptions.json),
            ("--checkpoint", optimization.checkpointPath(besides: output)),
        ])
        try optimization.validate(for: problem)
        guard output != "-" else {
            throw ValidationError("--output needs a file; a model is not written to standard output")
        }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let files = [output, images.saveSplit, optimization.log, outputOptions.json]
        for path in files.compactMap({ $0 }) where path != "-" { try OutputFile.check(path) }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        let input = try TrainingInput(images, problem.task, display)
        let begin = try NetworkChoice.start(
            network, outputCount: problem.task.outputCount(nameCount: input.data.classNames.count),
            inputSize: inputSize, channels: channels,
            seed: seed)
        let checkpoint = optimization.checkpointPath(besides: output)
        if !optimization.findLearningRate {
            try OutputFile.check(checkpoint)
            try optimization.lookAtCheckpoint(checkpoint, display)
        }
        // A search has no epochs to log.
        let isSearch = optimization.findLearningRate
        let log = try EpochLog(
            problem.task, csvPath: isSearch ? nil : optimization.log,
            eventFolder: isSearch ? nil : optimization.tensorboard, display)
        let settings = optimization.settings(
            Self.defaults, problem, seed: seed,
            shardSize: NetworkTrainer.shardSize(for: begin.network, most: Self.defaults.shardSize))
        let board = TrainingDisplay(
            problem.task, epochCount: settings.epochCount, budget: optimization.timeBudget, display, log)
        let tuner = NetworkTuner(
            cache: nil,
            options: NetworkTuner.Options(
                settings: settings,
                weighting: optimization.classWeights ?? .none,
                augmentation: optimization.augment ?? Self.augmentation,
                checkpointPath: checkpoint, resumes: optimization.resume, budget: optimization.timeBudget,
                workerCount: workerOptions.workerCount, reading: reading.options, badImages: badImages.policy)
        ) { board.show($0) }
        if optimization.findLearningRate {
            let curve = try await TrainingFailure.explaining(images.source.name, network, checkpoint, display)
            {
                try await tuner.findLearningRate(
                    from: begin, on: input.data, validationFraction: images.heldOutShare,
                    keeping: input.keptSides
                ) { LearningRateSearch.show($0, on: display) }
            }
            display.finish()
            return try LearningRateSearch.finish(curve, outputOptions)
        }
        let outcome = try await TrainingFailure.explaining(images.source.name, network, checkpoint, display) {
            try await tuner.run(
                from: begin, on: input.data, validationFraction: images.heldOutShare,
                keeping: input.keptSides, toolVersion: ImageClassifier.version)
        }
        display.finish()
        try finish(outcome, of: input.data, seconds: (ContinuousClock.now - start) / .seconds(1), display)
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func finish(
        _ outcome: NetworkTuner.Outcome, of data: Dataset, seconds: Double, _ display: ProgressDisplay
    ) throws {
        FindingLines.warn(of: outcome.check, outcome.failures, display)
        try ImageClassifier(outcome.model).save(toFile: output)
        outcome.removeCheckpoint()
        if let saveSplit = images.saveSplit {
            try TextFile.write(try SplitManifest.text(outcome.parts, of: data), to: saveSplit)
        }
        let summary = TrainingSummary(outcome, source: images.source, output: output, seconds: seconds)
        if let path = outputOptions.json { try JSONOutput.write(summary.record, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-", images.saveSplit != "-" {
            try StandardOutput().line(summary.text)
        }
    }
}
