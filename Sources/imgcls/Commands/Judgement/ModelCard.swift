internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Tensors

/// What a model file says of itself, as Markdown.
///
/// The sections are those of Mitchell et al. 2019, "Model cards for model reporting", <https://arxiv.org/abs/1810.03993>,
/// as far as a file can know them.
struct ModelCard {
    private let model: Model
    private let name: String
    private let purpose: String?
    private let owner: String?

    /// More classes than this are counted, and not listed.
    private static let listedClassLimit = 100

    init(_ model: Model, name: String, purpose: String?, owner: String?) {
        self.model = model
        self.name = name
        self.purpose = purpose
        self.owner = owner
    }

    var markdown: String {
        let sections: [(title: String, body: String)] = [
            ("Model", identity), ("Intended use", use), ("Data", data), ("Scores", scores),
            ("Training", training), ("Limits", limits), ("Licence", licence),
        ]
        return "# \(Markdown.cell(name))\n\n"
            + sections.filter { !$0.body.isEmpty }.map { "## \($0.title)\n\n\($0.body)" }
            .joined(separator: "\n")
    }

    // MARK: Sections

    private var identity: String {
        let weightCount = model.parameters.values.map(\.shape.elementCount).reduce(0, +)
        let input = model.network.input
        return list([
            ("Task", task), ("Network", "\(model.network.name), \(weightCount) weights"),
            (
                "Input",
                "\(input.width)×\(input.height) pixels, \(input.channels == 1 ? "luminance" : "colour")"
            ),
            (
                "Made by",
                model.training.map { "imgcls \($0.toolVersion), seed \($0.seed)" } ?? "imported weights"
            ),
            ("Answerable", owner ?? "not stated"),
        ])
    }

    private var task: String {
        let count = model.classNames.count
        let listed = model.classNames.prefix(Self.listedClassLimit).joined(separator: ", ")
        let rest = count > Self.listedClassLimit ? ", and \(count - Self.listedClassLimit) more" : ""
        let names = listed + rest
        switch model.task {
        case .multiclass: return "one of \(count) classes: \(names)"
        case .binary: return "one of two classes: \(names)"
        case .multilabel: return "any of \(count) labels: \(names)"
        case .regression(let isBounded): return "numbers\(isBounded ? " from 0 to 1" : ""): \(names)"
        }
    }

    private var use: String {
        var lines = [purpose.map(Markdown.cell) ?? "Not stated: say it with `imgcls card --purpose`."]
        switch model.task {
        case .multiclass, .binary:
            lines.append(
                "For pictures like those it was trained on, each of which shows one of the classes above. A picture of anything else gets one of them too."
            )
        case .multilabel:
            lines.append("For pictures like those it was trained on, with any of the labels above.")
        case .regression: lines.append("For pictures like those it was trained on.")
        }
        return lines.joined(separator: "\n\n") + "\n"
    }

    private var data: String {
        guard let training = model.training else { return "The file records no data.\n" }
        var parts = [("training", training.trainingData)]
        if let validation = training.validationData { parts.append(("validation", validation)) }
        var text = Markdown.table(
            ["part", "images", "different contents", "SHA-256 of labels and contents"],
            parts.map {
                [$0.0, String($0.1.sampleCount), String($0.1.distinctContentCount), $0.1.digest.description]
            })
        if let count = training.refitImageCount {
            text +=
                "\nWhen everything was chosen, the model was trained once more, on \(count) images, the validation "
                + "images among them; scores of validation images are those of the model before.\n"
        }
        let classes = training.trainingData.classes
        if !classes.isEmpty, classes.count <= Self.listedClassLimit {
            let held = training.validationData?.classes.map(\.sampleCount)
            text +=
                "\n"
                + Markdown.table(
                    ["class", "training", "validation"],
                    classes.enumerated().map { index, entry in
                        [
                            entry.name, String(entry.sampleCount),
                            held.flatMap { index < $0.count ? String($0[index]) : nil } ?? "–",
                        ]
                    })
        }
        for range in training.trainingData.values ?? [] {
            text +=
                "\n\(Markdown.cell(range.name)) from \(range.minimum) to \(range.maximum), "
                + "mean \(Number.significant(range.mean)).\n"
        }
        return text
    }

    private var scores: String {
        guard let training = model.training, let report = training.validation else {
            return
                "The file records no scores: there were no validation images. `imgcls evaluate` makes some.\n"
        }
        let chosen =
            training.network != nil || training.outcome == "stopped_early"
            ? "Validation images chose when training stopped, so that their score flatters a little."
            : "Validation images chose nothing."
        let before =
            training.refitImageCount == nil
            ? "" : " These are scores of the model before it was trained on the validation images too."
        let seen =
            training.backboneSawValidation == true
            ? " The layers that training began with had learned from validation images of an earlier training: where "
                + "these are the same, their score flatters." : ""
        var text = ReportText.sentence("Validation", report) + " \(chosen)\(before)\(seen)\n"
        if case .classes(let report) = report {
            text +=
                "\n"
                + Markdown.table(
                    ["score", "value", ""],
                    EvaluationScores(.classes(report), nil).rows.map { [$0.name, $0.value, $0.note] })
            let intervals = report.confusionMatrix.recallIntervals()
            text +=
                "\n"
                + Markdown.table(
                    ["class", "precision", "recall", "95 % interval of recall", "F1", "images"],
                    zip(report.classes, intervals).filter { $0.0.support > 0 }.map { entry, interval in
                        [
                            entry.label, Number.fixed(entry.precision, 3), Number.fixed(entry.recall, 3),
                            "\(Number.fixed(interval.lower, 3)) to \(Number.fixed(interval.upper, 3))",
                            Number.fixed(entry.f1, 3), String(entry.support),
                        ]
                    })
        }
        return text
    }

    private var training: String {
        guard let training = model.training else { return "" }
        guard let network = training.network else {
            let strengths = training.outputStrengths ?? [training.l2Strength]
            return list([
                ("What was trained", "the last layer, on the features of the frozen network"),
                ("L2 strength", strengths.map { "\($0)" }.joined(separator: ", ")),
                ("Views of each image", String(training.viewCount)),
                ("Temperature", Number.fixed(model.temperature, 4)),
            ])
        }
        return list([
            ("What was trained", network.blockCount.map { "the last \($0) blocks" } ?? "the whole network"),
            ("Augmentation", network.augmentation), ("Optimizer", network.optimizer),
            ("Schedule", network.schedule), ("Batch", "\(network.batchSize) images"),
            ("Epochs", "\(network.epochCount), the weights are those of epoch \(network.bestEpoch)"),
            ("Temperature", Number.fixed(model.temperature, 4)),
        ])
    }

    private var limits: String {
        var lines = [
            "Scores hold for pictures drawn as the validation pictures were: other cameras, places and times may do worse."
        ]
        if let training = model.training {
            let held = training.refitImageCount == nil ? [] : training.validationData?.classes ?? []
            let small = training.trainingData.classes.enumerated().filter { index, entry in
                entry.sampleCount + (index < held.count ? held[index].sampleCount : 0) < 50
            }.map(\.element.name)
            if !small.isEmpty {
                lines.append(
                    "Fewer than 50 training images: \(Markdown.cell(small.joined(separator: ", "))).")
            }
            if case .classes(let report)? = training.validation {
                let weak = report.classes.filter { $0.support > 0 && $0.recall < 0.8 }.map { entry in
                    "\(entry.label) (\(Number.fixed(entry.recall, 2)))"
                }
                if !weak.isEmpty {
                    let before = training.refitImageCount == nil ? "" : " before the last training"
                    lines.append("Recall below 0.8\(before): \(Markdown.cell(weak.joined(separator: ", "))).")
                }
            }
            if model.source.name.contains("efficientnet") {
                lines.append(
                    "The frozen or first weights come from ImageNet, with what that data lacks or overdoes.")
            }
        }
        return lines.map { "- \($0)\n" }.joined()
    }

    private var licence: String {
        let source = model.source
        let weights = source.license.isEmpty ? "no licence stated" : source.license
        let sum = source.sha256.isEmpty ? "" : ", SHA-256 \(source.sha256)"
        return list([
            ("Weights began as", "\(source.name), \(source.origin)\(sum)"),
            ("Their licence", weights),
            (
                "This model",
                source.license.isEmpty
                    ? "whatever the owner of the training pictures decides"
                    : "a derivative of these weights: their licence goes with it, beside what the owner of the training pictures asks"
            ),
        ])
    }

    private func list(_ entries: [(String, String)]) -> String {
        entries.map { "- **\($0.0):** \(Markdown.cell($0.1))\n" }.joined()
    }
}
