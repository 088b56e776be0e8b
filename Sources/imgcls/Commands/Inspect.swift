internal import ArgumentParser
internal import Datasets
internal import ImageClassifier
internal import Images
internal import Metrics
internal import Models
internal import Networks
internal import Tensors

/// `imgcls inspect MODEL`.
struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a model file says about itself.",
        discussion: """
            Network, classes, preprocessing, training record, licence: everything is in the file. See \
            pretrained/FORMAT.md for its layout.

              imgcls inspect model.safetensors
              imgcls inspect model.safetensors --nodes
            """)

    @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
    var model: String

    @Flag(help: "Also list the network's nodes with their shapes.")
    var nodes = false

    func run() async throws {
        let model = try ModelChoice.model(at: model)
        var lines = summary(of: model)
        if let training = model.training { lines += record(training) }
        if nodes { lines += [""] + (try table(of: model.network)) }
        try StandardOutput().line(lines.joined(separator: "\n"))
    }

    private func summary(of model: Model) -> [String] {
        let preprocessing = model.preprocessing
        let weightCount = model.parameters.values.map(\.shape.elementCount).reduce(0, +)
        let names = model.classNames.prefix(10).joined(separator: ", ")
        let rest = model.classNames.count > 10 ? ", and \(model.classNames.count - 10) more" : ""
        return [
            "network        \(model.network.name), input \(model.network.input.shape), \(weightCount) weights",
            "task           \(Self.task(of: model)): \(names)\(rest)",
            "preprocessing  short side to \(preprocessing.resizeShortSide) px (\(preprocessing.interpolation.rawValue)), "
                + "crop \(preprocessing.cropWidth)×\(preprocessing.cropHeight), mean \(preprocessing.mean), "
                + "standard deviation \(preprocessing.standardDeviation)",
            "temperature    \(Number.fixed(model.temperature, 4))",
            "weights from   \(model.source.name), \(model.source.origin)"
                + (model.source.license.isEmpty ? "" : ", licence \(model.source.license)"),
            "unknown        \(Self.unknown(model.unknownDetector))",
            "golden         \(model.golden.count) examples (imgcls verify replays them)",
        ]
    }

    /// What the model answers, with how many names.
    private static func task(of model: Model) -> String {
        let count = model.classNames.count
        switch model.task {
        case .multiclass, .binary: return "\(model.task.kind.rawValue), \(count) classes"
        case .multilabel: return "multilabel, \(count == 1 ? "1 label" : "\(count) labels")"
        case .regression(let isBounded):
            return "regression, \(count == 1 ? "1 value" : "\(count) values")"
                + (isBounded ? " from 0 to 1" : "")
        }
    }

    /// What tells images of none of the classes.
    private static func unknown(_ detector: UnknownDetector?) -> String {
        guard let detector else { return "nothing tells images of none of the classes" }
        return "distance along \(detector.directions.shape[0]) directions; threshold from "
            + "\(detector.summary.imageCount) images, of which \(Number.percent(detector.summary.falseRejection).drop { $0 == " " }) "
            + "may be taken for unknown"
    }

    /// How convolutions were trained.
    private static func stage(_ network: TrainingRecord.NetworkSummary) -> String {
        let blocks = network.blockCount.map { "the last \($0) blocks" } ?? "all blocks"
        let options: [(name: String, value: String?)] = [
            ("augment", network.augmentation), ("loss", network.loss),
            ("label-smoothing", network.labelSmoothing.map { "\($0)" }),
            ("class-weights", network.classWeights),
            ("clip", network.clipping), ("average", network.average.map { "\($0)" }),
            ("layer-decay", network.layerDecay.map { "\($0)" }),
            ("epochs", network.plannedEpochCount.map { "\($0)" }),
            ("patience", network.patience.map { "\($0)" }),
        ]
        let texts = options.compactMap { option in option.value.map { "--\(option.name) \($0)" } }
        return "\(blocks), epoch \(network.bestEpoch) of \(network.epochCount), \(network.optimizer), "
            + "\(network.schedule), batches of \(network.batchSize), \(texts.joined(separator: " "))"
            + (network.trainingSide.map { ", \($0) px" } ?? "")
    }

    private static func strengths(of training: TrainingRecord) -> String {
        guard let strengths = training.outputStrengths, let least = strengths.min(),
            let most = strengths.max()
        else { return "\(training.l2Strength)" }
        return least == most ? "\(least)" : "\(least) to \(most)"
    }

    private func record(_ training: TrainingRecord) -> [String] {
        let how =
            training.network.map(Self.stage)
            ?? "\(training.viewCount) views, L2 strength \(Self.strengths(of: training)), "
            + "\(training.iterationCount) steps (\(training.outcome))"
        var lines = [
            "trained by     imgcls \(training.toolVersion), seed \(training.seed), \(how)",
            "trained on     \(training.trainingData.sampleCount) images, digest \(training.trainingData.digest)",
        ]
        if let count = training.refitImageCount {
            lines.append("then           on \(count) images, the validation images among them")
        }
        if let report = training.validation {
            let before = training.refitImageCount == nil ? "" : ", of the model before"
            let seen =
                training.backboneSawValidation == true ? ", which the backbone may have learned from" : ""
            lines.append(
                "validation     \(Self.scores(in: report)), \(report.imageCount) images\(before)\(seen)")
        }
        return lines
    }

    private static func scores(in report: ModelReport) -> String {
        switch report {
        case .classes(let report):
            "accuracy \(Number.fixed(report.accuracy, 4)), log loss \(Number.fixed(report.logLoss, 4))"
        case .labels(let report):
            "macro F1 \(Number.fixed(report.macro.f1, 4)), log loss \(Number.fixed(report.logLoss, 4))"
        case .values(let report): "mean absolute error \(Number.significant(report.meanAbsoluteError))"
        }
    }

    private func table(of network: Network) throws(NetworkError) -> [String] {
        let shapes = try network.shapes()
        var table = Table(header: ["node", "operation", "output"])
        for node in network.nodes {
            table.append([node.name, node.operation.kind.rawValue, shapes[node.name]?.description ?? ""])
        }
        return table.lines
    }
}
