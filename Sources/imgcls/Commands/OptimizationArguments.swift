internal import ArgumentParser
internal import Augmentation
internal import Glibc
internal import Networks
internal import Training
internal import Transfer

/// How the weights of a network are trained: what `train` and the later stages of `finetune` share.
struct OptimizationArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The most passes over the training images.", valueName: "n"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "The number of images between changes of the weights, rounded down to shards of 4 (finetune), 16 or 8 (train).",
            valueName: "n"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            """
            sgd, momentum, nesterov, rmsprop, adam or adamw, with settings if you like, such as \
            adamw:lr=0.001,decay=0.05.
            """, valueName: "text"), completion: Completions.optimizers,
        transform: { try OptimizerSettings(parsing: $0) })
    var optimizer: OptimizerSettings?

    @Option(
        name: .customLong("learning-rate"),
        help: ArgumentHelp("The learning rate, in place of the optimizer's own.", valueName: "rate"))
    var learningRate: Double?

    @Option(
        help: ArgumentHelp(
            """
            How the learning rate goes: constant, step, cosine, onecycle or plateau, behind a warm-up if you like, such \
            as warmup:length=1epochs/cosine.
            """, valueName: "text"), completion: Completions.schedules,
        transform: { try LearningRateSchedule(parsing: $0) })
    var schedule: LearningRateSchedule?

    @Option(
        help: ArgumentHelp(
            "What bounds gradients: none, norm:limit=1 or value:limit=0.5.", valueName: "text"),
        completion: Completions.clippings,
        transform: { try GradientClipping(parsing: $0) })
    var clip: GradientClipping?

    @Option(
        help: ArgumentHelp(
            "Keep and judge a moving average of the weights that keeps this much at each step, such as 0.999.",
            valueName: "decay"))
    var average: Double?

    @Option(
        help: ArgumentHelp(
            """
            What the learning rate of each layer is multiplied by for the layer before it, above 0 to 1: below 1, the \
            first layers, which know what is most general, change least.
            """, valueName: "factor"))
    var layerDecay: Double?

    @Option(
        help: ArgumentHelp(
            """
            What is minimised: cross-entropy or focal:focus=2 for classes, cross-entropy for labels, and mse, mae or \
            huber:delta=1 for values.
            """, valueName: "text"), completion: Completions.losses,
        transform: { try LossSettings(parsing: $0) })
    var loss: LossSettings?

    @Option(
        help: ArgumentHelp(
            """
            Let images of rare classes and labels count more: none, balanced (all classes count the same) or \
            effective:beta=0.999 (in between).
            """, valueName: "text"), completion: Completions.classWeightings,
        transform: { try ClassWeighting(parsing: $0) })
    var classWeights: ClassWeighting?

    @Option(
        help: ArgumentHelp(
            "How much of each label is spread over all classes, 0 to below 1.", valueName: "share"))
    var labelSmoothing: Double?

    @Option(
        help: ArgumentHelp(
            "Stop after so many epochs in a row in which the validation loss has not improved; 0 never stops early.",
            valueName: "n"))
    var patience: Int?

    @Option(
        help: ArgumentHelp(
            """
            What happens at random to training images: none, light, transfer (the default of finetune), standard \
            (that of train) or strong, or a list such as crop:0.5-1,flip:0.5,rotate:15,jitter:0.2,mixup:0.2. Look at \
            it with imgcls preview.
            """, valueName: "text"), completion: Completions.augmentations,
        transform: { try AugmentationPolicy(parsing: $0) })
    var augment: AugmentationPolicy?

    @Option(
        help: ArgumentHelp("Write a line for each epoch, as CSV.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var log: String?

    @Option(
        help: ArgumentHelp("Write TensorBoard event files into this folder.", valueName: "folder"),
        completion: .directory)
    var tensorboard: String?

    @Option(
        help: ArgumentHelp(
            """
            Where an unfinished run is kept, after each epoch and when it is interrupted; beside --output unless said \
            otherwise. Removed at the end; that of an earlier run is kept as FILE.previous.
            """, valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var checkpoint: String?

    @Flag(
        help: """
            Do not train: try rising learning rates for a hundred steps, draw the curve of the losses, and suggest a rate.
            """)
    var findLearningRate = false

    @Flag(
        help: """
            Go on where the checkpoint stands; the result is that of a run that was never interrupted. Only the learning \
            rate and --clip may differ, for runs whose numbers became too large.
            """)
    var resume = false

    @Option(
        help: ArgumentHelp(
            """
            Begin no further epoch once the run has taken this long, such as 90s, 5m or 1h, epochs before --resume \
            included; the best weights so far are kept.
            """,
            valueName: "time"), completion: .list(["5m", "30m", "1h"]), transform: { try TimeText.budget($0) }
    )
    var timeBudget: TimeBudget?

    /// The checkpoint of a run whose model is written to a file.
    func checkpointPath(besides output: String) -> String { checkpoint ?? "\(output).checkpoint" }

    /// Checks that the checkpoint is there, or says what becomes of it and of that of a refit behind it.
    ///
    /// - Throws: `CommandError` where a run cannot be resumed.
    func lookAtCheckpoint(_ path: String, _ display: ProgressDisplay) throws {
        guard !resume else {
            guard unsafe access(path, F_OK) == 0 else {
                throw CommandError(.inputNotFound, "\(path): there is no checkpoint to resume")
            }
            return
        }
        let files = [
            (path, "the checkpoint of an unfinished run, which --resume would go on with"),
            (Refit.checkpointPath(besides: path), "what an unfinished --refit left"),
        ]
        for (path, what) in files where unsafe access(path, F_OK) == 0 {
            guard (try? TrainingCheckpoint(contentsOfFile: path)) != nil else {
                throw CommandError(.wrongUsage, "\(path): is no checkpoint, and would be overwritten by one")
            }
            display.warn("note: \(path) is \(what); it is kept as \(NetworkTuner.pathSetAside(path))")
        }
    }

    func validate() throws {
        if log == "-" { throw ValidationError("--log needs a file; it is written anew after each epoch") }
        if findLearningRate, resume {
            throw ValidationError(
                "--find-learning-rate begins anew, and --resume goes on: leave one of them out")
        }
        for (name, value) in [("--epochs", epochs), ("--batch-size", batchSize)] {
            if let value, !(1...1_000_000).contains(value) {
                throw ValidationError("\(name) must be 1 to 1000000, not \(value)")
            }
        }
        if let learningRate, !(learningRate > 0 && learningRate.isFinite) {
            throw ValidationError("--learning-rate must be a positive number, not \(learningRate)")
        }
        if let average, !(0..<1).contains(average) {
            throw ValidationError("--average must be 0 to below 1, not \(average)")
        }
        if let layerDecay, !(layerDecay > 0 && layerDecay <= 1) {
            throw ValidationError("--layer-decay must be above 0 and at most 1, not \(layerDecay)")
        }
        if let labelSmoothing, !(0..<1).contains(labelSmoothing) {
            throw ValidationError("--label-smoothing must be 0 to below 1, not \(labelSmoothing)")
        }
        if let patience, !(0...1_000_000).contains(patience) {
            throw ValidationError("--patience must be 0 to 1000000, not \(patience)")
        }
    }

    /// The name of an option that was given; nil where none was.
    var firstGiven: String? {
        let options: [(name: String, isGiven: Bool)] = [
            ("--epochs", epochs != nil), ("--batch-size", batchSize != nil),
            ("--optimizer", optimizer != nil),
            ("--learning-rate", learningRate != nil), ("--schedule", schedule != nil),
            ("--clip", clip != nil),
            ("--average", average != nil), ("--layer-decay", layerDecay != nil),
            ("--label-smoothing", labelSmoothing != nil), ("--loss", loss != nil),
            ("--class-weights", classWeights != nil), ("--find-learning-rate", findLearningRate),
            ("--patience", patience != nil), ("--augment", augment != nil), ("--log", log != nil),
            ("--tensorboard", tensorboard != nil), ("--checkpoint", checkpoint != nil), ("--resume", resume),
            ("--time-budget", timeBudget != nil),
        ]
        return options.first(where: \.isGiven)?.name
    }

    /// The settings of a run, with what the command line leaves open taken from the defaults.
    ///
    /// - Parameter shardSize: The images of a shard; nil for those of the defaults.
    /// - Precondition: `validate(for:)` has not thrown.
    func settings(
        _ defaults: TrainingSettings, _ problem: TaskArguments, seed: UInt64, shardSize: Int? = nil
    ) -> TrainingSettings {
        let chosen = optimizer ?? defaults.optimizer
        return TrainingSettings(
            loss: trainedLoss(for: problem) ?? Loss(problem.task),
            optimizer: OptimizerSettings(chosen.rule, rate: learningRate ?? chosen.rate, decay: chosen.decay),
            schedule: schedule ?? defaults.schedule, clipping: clip ?? defaults.clipping,
            average: average.map { WeightAverage(decay: $0) } ?? defaults.average,
            epochCount: epochs ?? defaults.epochCount, batchSize: batchSize ?? defaults.batchSize,
            shardSize: shardSize ?? defaults.shardSize,
            patience: patience.map { $0 == 0 ? nil : $0 } ?? defaults.patience,
            layerwiseFactor: layerDecay ?? defaults.layerwiseFactor, seed: seed)
    }

    /// What holds where options are left open, by the key of a configuration file.
    func effectiveValues(
        _ defaults: TrainingSettings, _ problem: TaskArguments, augmentation: AugmentationPolicy
    ) -> [String: String] {
        let settings = settings(defaults, problem, seed: 0)
        var values = [
            "epochs": "\(settings.epochCount)", "batch-size": "\(settings.batchSize)",
            "optimizer": settings.optimizer.description, "schedule": settings.schedule.description,
            "clip": settings.clipping.description, "layer-decay": "\(settings.layerwiseFactor)",
            "loss": LossSettings(settings.loss).description,
            "class-weights": (classWeights ?? .none).description,
            "label-smoothing": "\(settings.loss.labelSmoothing)", "patience": "\(settings.patience ?? 0)",
            "augment": (augment ?? augmentation).description,
        ]
        values["average"] = settings.average.map { "\($0.decay)" }
        return values
    }

    private func trainedLoss(for problem: TaskArguments) -> Loss? {
        (loss ?? LossSettings(problem.task)).loss(
            for: problem.task, labelSmoothing: labelSmoothing ?? 0, isBounded: problem.bounded)
    }

    /// Refuses options that do not go with the kind of problem.
    func validate(for problem: TaskArguments) throws {
        let task = problem.task
        if let loss, !loss.kinds.contains(task) {
            let kinds = ProblemKind.allCases.filter(loss.kinds.contains).map(\.rawValue)
            throw ValidationError(
                "--loss \(loss) is for --task \(kinds.joined(separator: " or ")), not for \(task.rawValue)")
        }
        if trainedLoss(for: problem) == nil {
            throw ValidationError("--label-smoothing is for classes, not for --task \(task.rawValue)")
        }
        if task == .regression, classWeights ?? .none != .none {
            throw ValidationError("--class-weights is for classes and labels, not for --task regression")
        }
    }
}
