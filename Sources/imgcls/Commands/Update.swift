internal import ArgumentParser
internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Networks
internal import Training
internal import Transfer

/// `imgcls update MODEL FOLDER`.
struct Update: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Teach a model more images and new classes.",
        discussion: """
            FOLDER holds the images of all classes, old and new, laid out as for imgcls finetune. The model's convolutions stay, \
            a new last layer is trained for the old classes and the new ones, and both models answer the held-out images of \
            the old classes: what broke and what was mended is told class by class. Features of images that were seen before come \
            from the cache, so that an update takes about as long as its new images do. With the same options about the split \
            (or with --keep-split) the images that were held out when the model was made are held out again; otherwise, and \
            where it was made with --refit, the old model may have learned from some of them, and its score flatters.

              imgcls update birds.safetensors photos
              imgcls update birds.safetensors photos --no-regress --output newer.safetensors

            The model file is replaced in one step, unless --output names another.
            """)

    @Argument(help: "The model to teach.", completion: .file(extensions: ["safetensors"]))
    var model: String

    @OptionGroup var images: TrainingDataArguments

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where to write the updated model; in place of the old one, unless said otherwise.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output: String?

    @Flag(
        help: """
            Write nothing, and end with exit code 1, if the updated model is worse on the old classes, and more so than \
            chance explains.
            """)
    var noRegress = false

    @Option(
        help: ArgumentHelp(
            "Decides what is random; the model's own seed, unless said otherwise.", valueName: "n"))
    var seed: UInt64?

    @OptionGroup var cacheArguments: CacheArguments

    @OptionGroup var badImages: BadImageArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var outputOptions: OutputOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    private var target: String { output ?? model }

    func validate() throws {
        guard target != "-" else {
            throw ValidationError("--output needs a file; a model is not written to standard output")
        }
        if noRegress, images.validationFraction == 0 {
            throw ValidationError("--no-regress needs held-out images; --validation-fraction 0 leaves none")
        }
        try OutputFile.validateTogether([
            ("--output", target), ("--save-split", images.saveSplit), ("--json", outputOptions.json),
        ])
    }

    func run() async throws {
        let files = [target, images.saveSplit, outputOptions.json]
        for path in files.compactMap({ $0 }) where path != "-" { try OutputFile.check(path) }
        let display = ProgressDisplay(isQuiet: outputOptions.quiet)
        let old = try ModelChoice.model(at: model)
        let input = try TrainingInput(images, .multiclass, display)
        try check(old, input.data)
        input.warn(ofRefit: old, at: model, isCompared: true, display)
        let staysBinary = old.task.kind == .binary && input.data.classNames.count == 2
        let options = FineTuner.Options(
            task: staysBinary ? .binary : .multiclass, seed: seed ?? old.training?.seed ?? 0,
            workerCount: workerOptions.workerCount,
            reading: reading.options, badImages: badImages.policy)
        let trained = try await TrainingFailure.explaining(images.source.name, model, target, display) {
            try await ImageClassifier.train(
                on: input.data, validationFraction: images.heldOutShare, keeping: input.keptSides,
                backbone: old, cache: cacheArguments.cache(display), options: options,
                progress: { Finetune.show($0, on: display) })
        }
        let update = try await compare(ImageClassifier(old), trained, input.data, display)
        display.finish()
        if noRegress { try refuseRegression(update) }
        try finish(trained, update, of: input.data, display)
    }

    /// Refuses what cannot be taught.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func check(_ old: Model, _ data: Dataset) throws {
        guard [.multiclass, .binary].contains(old.task.kind) else {
            throw CommandError(.badData, "\(model): gives labels or values; classes can be updated")
        }
        let missing = old.classNames.filter { data.classNames.index(of: $0) == nil }
        guard missing.isEmpty else {
            let names = missing.prefix(10).joined(separator: ", ") + (missing.count > 10 ? ", …" : "")
            throw CommandError(
                .badData,
                "\(images.source.name): has no images of \(names), which the model knows; an update needs all"
            )
        }
    }

    /// Lets both models answer the held-out images.
    private func compare(
        _ old: ImageClassifier, _ trained: ImageClassifier.Trained, _ data: Dataset,
        _ display: ProgressDisplay
    ) async throws -> UpdateSummary {
        let parts = trained.outcome.parts
        let samples = (parts[.test] ?? parts[.validation])?.samples ?? []
        guard !samples.isEmpty else {
            return UpdateSummary(trained, nil, oldNames: old.model.classNames, target)
        }
        var indices: [Int: Int] = [:]
        for (index, name) in old.model.classNames.enumerated() {
            if let place = data.classNames.index(of: name) { indices[place] = index }
        }
        let known = samples.compactMap { sample in
            indices[sample.classIndex].map { index in sample.mappingClasses { _ in index } }
        }
        guard !known.isEmpty else {
            return UpdateSummary(trained, nil, oldNames: old.model.classNames, target)
        }
        let sides = [
            try await side(of: old, model, known, "Old model", display),
            try await side(of: trained.classifier, target, samples, "Updated model", display),
        ]
        return UpdateSummary(
            trained, try ComparedModels(old: sides[0], new: sides[1]), oldNames: old.model.classNames, target)
    }

    /// What one of the models makes of images.
    private func side(
        of classifier: ImageClassifier, _ path: String, _ samples: [Sample], _ title: String,
        _ display: ProgressDisplay
    ) async throws -> ComparedModels.Side {
        var classifier = classifier
        classifier.reading = reading.options
        classifier.featureCache = cacheArguments.cache(display)
        return ComparedModels.Side(
            path: path, classifier: classifier,
            evaluation: try await classifier.evaluate(
                samples, in: images.source.name, workerCount: workerOptions.workerCount
            ) { display.update(title, completed: $0, total: samples.count) })
    }

    /// Ends an update that made the old classes worse; what was measured is written all the same.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func refuseRegression(_ update: UpdateSummary) throws {
        guard let pair = update.comparison else {
            throw GateFailure("the update was compared on nothing: no image of an old class is held out")
        }
        let isWorse = pair.comparison.isRegression()
        GitHubActions.annotate(pair.sentence, isWorse ? .error : .notice)
        guard isWorse else { return }
        if let path = outputOptions.json { try JSONOutput.write(update, to: path) }
        throw GateFailure("the updated model is worse: \(pair.sentence)")
    }

    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    private func finish(
        _ trained: ImageClassifier.Trained, _ update: UpdateSummary, of data: Dataset,
        _ display: ProgressDisplay
    ) throws {
        FindingLines.warn(of: trained.outcome.check, trained.outcome.failures, display)
        try trained.classifier.save(toFile: target)
        if let saveSplit = images.saveSplit {
            try TextFile.write(try SplitManifest.text(trained.outcome.parts, of: data), to: saveSplit)
        }
        if let path = outputOptions.json { try JSONOutput.write(update, to: path) }
        if !outputOptions.quiet, outputOptions.json != "-", images.saveSplit != "-" {
            try StandardOutput().line(update.text)
        }
    }
}
