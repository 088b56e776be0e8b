internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Networks
internal import Training
internal import Transfer

/// What `finetune` says at the end, for people and for scripts.
struct FinetuneSummary {
    private let outcome: FineTuner.Outcome
    private let stages: StagedFineTuner.Outcome?
    private let refit: Refit?
    private let source: DataSource
    private let output: String
    private let seconds: Double

    init(_ trained: ImageClassifier.Trained, source: DataSource, output: String, seconds: Double) {
        outcome = trained.outcome
        stages = trained.stages
        refit = trained.refit
        self.source = source
        self.output = output
        self.seconds = seconds
    }

    private func count(_ partition: Partition) -> Int { outcome.imageCounts[partition] ?? 0 }

    var text: String {
        let classNames = outcome.model.classNames
        let shownNames = classNames.count <= 12 ? " (\(classNames.joined(separator: ", ")))" : ""
        let things = outcome.model.task.kind.words(nameCount: classNames.count)
        let rows = outcome.featureRows
        var lines = [
            "Trained on \(count(.training)) images \(things)\(shownNames)"
                + " in \(ProgressLine.duration(seconds)); \(rows.cached) of \(rows.total) features were cached."
        ]
        lines += scores
        if let refit {
            lines.append(
                """
                Trained again on \(refit.imageCount) images, validation images among them; the scores above are of the \
                model before.
                """)
            if let test = refit.test { lines.append(ReportText.sentence("Trained again, test", test)) }
        }
        let data = source.arguments(for: outcome.model.task.kind)
        let notes = outcome.check.findings.count
        if notes > 0 {
            let things = notes == 1 ? "1 thing" : "\(notes) things"
            lines.append("The check before training found \(things) to know: imgcls check \(data)")
        }
        lines.append("Wrote \(output).")
        let next = NextCommand(
            model: output, data: data, check: outcome.check,
            flatters: stages?.keepsNetwork == true && outcome.validation != nil && outcome.test == nil)
        lines.append("Next: \(next)")
        return lines.joined(separator: "\n")
    }

    private var scores: [String] {
        func lines(_ prefix: String, _ validation: ModelReport?, _ test: ModelReport?)
            -> [String]
        {
            [("Validation", validation), ("Test", test)].compactMap { name, report in
                report.map {
                    ReportText.sentence(prefix.isEmpty ? name : "\(prefix), \(name.lowercased())", $0)
                }
            }
        }
        guard let stages else { return lines("", outcome.validation, outcome.test) }
        let network = stages.network
        let end =
            stages.keepsNetwork
            ? "Kept the blocks: \(network.weightsText)."
            : "Kept the head alone: training blocks did not lower the loss of the validation images."
        return lines("Head alone", outcome.validation, outcome.test)
            + lines("Blocks trained", network.validation, network.test) + [end]
    }

    /// The record that `--json` writes.
    var record: Record {
        Record(
            model: output, classes: outcome.model.classNames,
            images: .init(training: count(.training), validation: count(.validation), test: count(.test)),
            features: .init(total: outcome.featureRows.total, cached: outcome.featureRows.cached),
            task: outcome.model.task, l2Strength: outcome.head.classFit?.strength,
            l2Strengths: outcome.head.classFit == nil ? outcome.head.strengths : nil,
            temperature: outcome.head.temperature,
            crossValidation: outcome.model.training?.crossValidation, validation: outcome.validation,
            test: outcome.test,
            network: stages.map { stages in
                .init(
                    isKept: stages.keepsNetwork, settings: stages.network.model.training?.network,
                    epochs: stages.network.records, bestEpoch: stages.network.bestEpoch,
                    ending: stages.network.ending,
                    temperature: stages.network.model.temperature, validation: stages.network.validation,
                    test: stages.network.test)
            },
            refit: refit.map(Record.RefitStage.init),
            findings: outcome.check.findings.map {
                .init(
                    kind: $0.kind, severity: $0.severity, summary: $0.summary, count: $0.items.count)
            },
            unreadable: outcome.failures.map { .init(path: $0.sample.path, error: "\($0.reason)") },
            seconds: seconds)
    }

    /// The documented JSON of a training run.
    struct Record: Encodable {
        struct Images: Encodable {
            let training: Int
            let validation: Int
            let test: Int
        }

        struct Features: Encodable {
            let total: Int
            let cached: Int
        }

        struct Unreadable: Encodable {
            let path: String
            let error: String
        }

        /// How blocks were trained behind the head.
        struct NetworkStage: Encodable {
            let isKept: Bool
            let settings: TrainingRecord.NetworkSummary?
            let epochs: [EpochRecord]
            let bestEpoch: Int
            let ending: TrainingOutcome.Ending
            let temperature: Double
            let validation: ModelReport?
            let test: ModelReport?

            private enum CodingKeys: String, CodingKey {
                case settings, epochs, ending, temperature, validation, test
                case isKept = "kept"
                case bestEpoch = "best_epoch"
            }
        }

        /// How the model was trained once more, with the validation images.
        struct RefitStage: Encodable {
            let images: Int
            let epochs: [EpochRecord]
            let task: Model.Task
            let l2Strength: Double?
            let l2Strengths: [Double]?
            let temperature: Double
            let crossValidation: TrainingRecord.CrossValidationSummary?
            let test: ModelReport?

            init(_ refit: Refit) {
                let model = refit.model
                let head = model.training?.network == nil ? model.training : nil
                images = refit.imageCount
                epochs = refit.records
                task = model.task
                l2Strength = head?.outputStrengths == nil ? head?.l2Strength : nil
                l2Strengths = head?.outputStrengths
                temperature = model.temperature
                crossValidation = head?.crossValidation
                test = refit.test
            }

            private enum CodingKeys: String, CodingKey {
                case images, epochs, task, temperature, test
                case l2Strength = "l2_strength"
                case l2Strengths = "l2_strengths"
                case crossValidation = "cross_validation"
            }
        }

        struct FoundThing: Encodable {
            let kind: Finding.Kind
            let severity: Finding.Severity
            let summary: String
            let count: Int
        }

        let model: String
        let classes: [String]
        let images: Images
        let features: Features
        let task: Model.Task
        let l2Strength: Double?
        let l2Strengths: [Double]?
        let temperature: Double
        let crossValidation: TrainingRecord.CrossValidationSummary?
        let validation: ModelReport?
        let test: ModelReport?
        let network: NetworkStage?
        let refit: RefitStage?
        let findings: [FoundThing]
        let unreadable: [Unreadable]
        let seconds: Double

        private enum CodingKeys: String, CodingKey {
            case model, classes, images, features, temperature, validation, test, network, refit, findings
            case unreadable
            case seconds
            case crossValidation = "cross_validation"
            case task
            case l2Strength = "l2_strength"
            case l2Strengths = "l2_strengths"
        }
    }
}

extension ProblemKind {
    /// What images of such a problem are of, for the middle of a sentence.
    func words(nameCount: Int) -> String {
        switch self {
        case .binary, .multiclass: "of \(nameCount) classes"
        case .multilabel: nameCount == 1 ? "with 1 label" : "with \(nameCount) labels"
        case .regression: nameCount == 1 ? "with 1 value" : "with \(nameCount) values"
        }
    }
}
