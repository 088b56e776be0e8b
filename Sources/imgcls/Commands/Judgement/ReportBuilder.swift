internal import Datasets
internal import FoundationEssentials
internal import ImageClassifier
internal import Images
internal import Metrics
internal import Models
internal import Networks
internal import Reports
internal import Tensors
internal import Training
internal import Transfer

/// Puts the content of a report together from an evaluation, and from a training run where there was one.
struct ReportBuilder {
    let classifier: ImageClassifier
    let evaluation: ImageClassifier.Evaluation
    /// What the data is called.
    let data: String
    /// Which images were judged, such as "test".
    let part: String
    let reading: ReadingOptions
    /// The images of each part; those judged where nothing else is known.
    var parts: [Partition: [Sample]] = [:] {
        didSet { training = parts[.training] ?? [] }
    }
    /// The training images, as far as these are known.
    var training: [Sample] = []
    var check: CheckReport?
    var curves: TrainingCurves?
    /// The augmentation of the training; that of the model's record where nothing else is known.
    var policy: String?
    /// The number of images that the model was trained on once more behind what is reported; nil where it was not.
    var laterImageCount: Int?

    private var model: Model { classifier.model }

    /// The page.
    ///
    /// - Throws: `MetricsError`, which nothing that was evaluated has.
    func html() throws -> String {
        let pictures = ReportPictures(model, reading: reading, explains: true)
        var content = ReportContent(title: data, subtitle: subtitle)
        content.scores = try scores()
        let ranked = self.ranked()
        content.mistakes = ranked.mistakes.enumerated().map { rank, row in
            example(row, rank < PictureBudget.mistakeCount ? pictures : nil)
        }
        content.uncertainExamples = ranked.uncertain.map { example($0, pictures) }
        content.data = overview(pictures)
        content.findings = check.map { $0.findings.map { finding($0, pictures) } } ?? []
        content.training = curves
        content.augmentation = (policy ?? model.training?.network?.augmentation).flatMap {
            AugmentationPictures(model, reading: reading).sheet(policy: $0, of: training)
        }
        content.command = ShellWord.command(["imgcls"] + CommandLine.arguments.dropFirst())
        content.configuration = configuration
        content.environment = environment
        content.sources = [
            ReportSource(
                name: "\(model.source.name), \(model.source.origin)",
                licence: model.source.license.isEmpty ? "not stated" : model.source.license)
        ]
        return ReportPage(content).html
    }

    private var subtitle: String {
        let subject = "\(model.network.name), \(part) images"
        return laterImageCount.map {
            "\(subject), answered by the model before it was trained again on \($0) images, these among them"
        } ?? subject
    }

    // MARK: Scores and examples

    private func scores() throws -> ReportScores {
        var generator = SeededGenerator(seed: 0)
        let details = try ModelDetails(
            answers: evaluation.answers, of: evaluation.samples, task: model.task, names: model.classNames,
            using: &generator)
        return switch evaluation.report {
        case .classes(let report):
            .classification(ClassificationScores(report, details: details.classification, part: part))
        case .labels(let report):
            .multilabel(MultilabelScores(report, details: details.multilabel, part: part))
        case .values(let report):
            .regression(
                RegressionScores(
                    report, details: details.regression, predictions: evaluation.answers.flatMap { $0 },
                    targets: evaluation.samples.flatMap { $0.values.map(Double.init) }, part: part))
        }
    }

    /// The rows of the most confident mistakes, and of the least certain images; nothing but for classes.
    private func ranked() -> (mistakes: [Int], uncertain: [Int]) {
        guard case .classes = evaluation.report else { return ([], []) }
        let best = evaluation.answers.map { Self.order($0)[0] }
        let certainty = zip(evaluation.answers, best).map { $0[$1] }
        let rows = Array(evaluation.samples.indices)
        let mistakes = rows.filter { best[$0] != evaluation.samples[$0].classIndex }
        return (
            mistakes.sorted { (certainty[$1], $0) < (certainty[$0], $1) },
            Array(
                rows.sorted { (certainty[$0], $0) < (certainty[$1], $1) }
                    .prefix(PictureBudget.uncertainCount))
        )
    }

    private static func order(_ answers: [Double]) -> [Int] {
        answers.indices.sorted { (answers[$1], $0) < (answers[$0], $1) }
    }

    private func example(_ row: Int, _ pictures: ReportPictures?) -> ReportExample {
        let sample = evaluation.samples[row]
        let answers = evaluation.answers[row]
        let order = Self.order(answers)
        let shown = pictures?.example(of: sample.path, output: order[0])
        return ReportExample(
            path: sample.relativePath, truths: [model.classNames[sample.classIndex]],
            guesses: order.prefix(3).map { .init(model.classNames[$0], probability: answers[$0]) },
            picture: shown?.picture, heatMap: shown?.heatMap)
    }

    // MARK: Data and its check

    private func overview(_ pictures: ReportPictures) -> DataOverview {
        let parts = self.parts.isEmpty ? [.test: evaluation.samples] : self.parts
        let present = Partition.allCases.filter { parts[$0] != nil }
        let names = model.classNames
        let count = PictureBudget(classCount: names.count).thumbnailsPerClass
        let labelled = present.map { part in
            (parts[part] ?? []).reduce(into: [Int: [Sample]]()) { groups, sample in
                for index in sample.labelIndices { groups[index, default: []].append(sample) }
            }
        }
        let isValues = model.task.kind == .regression
        return DataOverview(
            rowTitle: isValues ? "Value" : model.task.kind == .multilabel ? "Label" : "Class",
            parts: self.parts.isEmpty ? [part] : present.map(\.description),
            rows: names.indices.map { index in
                let shown = labelled.first?[index]?.prefix(count) ?? []
                return DataOverview.Row(
                    name: names[index],
                    counts: isValues
                        ? present.map { parts[$0]?.count ?? 0 } : labelled.map { $0[index]?.count ?? 0 },
                    thumbnails: shown.compactMap { pictures.thumbnail(of: $0.path) })
            },
            facts: [ReportFact("Source", data)]
                + (model.training.map {
                    [ReportFact("Digest of the training data", $0.trainingData.digest.description)]
                } ?? [])
                + (model.training?.refitImageCount.map {
                    [ReportFact("Trained again", "on \($0) images, validation images among them")]
                } ?? []))
    }

    private func finding(_ finding: Finding, _ pictures: ReportPictures) -> ReportFinding {
        let shown = finding.items.prefix(PictureBudget.findingItemCount)
        let severity: ReportFinding.Severity =
            switch finding.severity {
            case .note: .note
            case .warning: .warning
            case .error: .error
            }
        let roots = Dictionary(
            Partition.allCases.flatMap { parts[$0] ?? [] }.map { ($0.relativePath, $0.path) },
            uniquingKeysWith: { first, _ in first })
        return ReportFinding(
            severity: severity, kind: finding.kind.rawValue, summary: finding.summary,
            items: shown.map { item in
                let text = item.paths.joined(separator: "  =  ") + (item.detail.map { ": \($0)" } ?? "")
                return .init(
                    text,
                    pictures: item.paths.prefix(2).compactMap { roots[$0] }
                        .compactMap { pictures.thumbnail(of: $0) })
            }, omittedItemCount: finding.items.count - shown.count)
    }

    // MARK: Reproduction

    private var configuration: [ReportFact] {
        guard let training = model.training else { return [] }
        var facts = [ReportFact("Seed", String(training.seed))]
        if let network = training.network {
            facts += [
                ReportFact("Optimizer", network.optimizer), ReportFact("Schedule", network.schedule),
                ReportFact("Augmentation", network.augmentation),
                ReportFact("Batch", "\(network.batchSize) images in shards of \(network.shardSize)"),
                ReportFact("Weights", "epoch \(network.bestEpoch) of \(network.epochCount)"),
            ]
        } else {
            let strengths = training.outputStrengths ?? [training.l2Strength]
            facts.append(ReportFact("L2 strength", strengths.map { "\($0)" }.joined(separator: ", ")))
        }
        facts.append(ReportFact("Temperature", Number.fixed(model.temperature, 4)))
        return facts
    }

    private var environment: [ReportFact] {
        [
            ReportFact("imgcls", ImageClassifier.version),
            ReportFact("System", ProcessInfo.processInfo.operatingSystemVersionString),
            ReportFact("Processors", String(ProcessInfo.processInfo.activeProcessorCount)),
        ]
    }
}
