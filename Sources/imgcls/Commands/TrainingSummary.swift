internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Training
internal import Transfer

/// What `train` says at the end, for people and for scripts.
struct TrainingSummary {
    private let outcome: NetworkTuner.Outcome
    private let source: DataSource
    private let output: String
    private let seconds: Double

    init(_ outcome: NetworkTuner.Outcome, source: DataSource, output: String, seconds: Double) {
        self.outcome = outcome
        self.source = source
        self.output = output
        self.seconds = seconds
    }

    private func count(_ partition: Partition) -> Int { outcome.parts[partition]?.samples.count ?? 0 }

    var text: String {
        let model = outcome.model
        let things = model.task.kind.words(nameCount: model.classNames.count)
        var lines = [
            "Trained \(model.network.name) on \(count(.training)) images \(things)"
                + " in \(ProgressLine.duration(seconds)); \(outcome.weightsText)."
        ]
        if let report = outcome.validation { lines.append(ReportText.sentence("Validation", report)) }
        if let report = outcome.test { lines.append(ReportText.sentence("Test", report)) }
        lines.append("Wrote \(output).")
        let next = NextCommand(
            model: output, data: source.arguments(for: outcome.model.task.kind), check: outcome.check,
            flatters: outcome.validation != nil && outcome.test == nil)
        lines.append("Next: \(next)")
        return lines.joined(separator: "\n")
    }

    /// The record that `--json` writes.
    var record: Record {
        Record(
            model: output, network: outcome.model.network.name, classes: outcome.model.classNames,
            images: .init(training: count(.training), validation: count(.validation), test: count(.test)),
            task: outcome.model.task, settings: outcome.model.training?.network,
            temperature: outcome.model.temperature,
            epochs: outcome.records, bestEpoch: outcome.bestEpoch, ending: outcome.ending,
            validation: outcome.validation,
            test: outcome.test,
            unreadable: outcome.failures.map { .init(path: $0.sample.path, error: "\($0.reason)") },
            seconds: seconds)
    }

    /// The documented JSON of a training run.
    struct Record: Encodable {
        let model: String
        let network: String
        let classes: [String]
        let images: FinetuneSummary.Record.Images
        let task: Model.Task
        let settings: TrainingRecord.NetworkSummary?
        let temperature: Double
        let epochs: [EpochRecord]
        let bestEpoch: Int
        let ending: TrainingOutcome.Ending
        let validation: ModelReport?
        let test: ModelReport?
        let unreadable: [FinetuneSummary.Record.Unreadable]
        let seconds: Double

        private enum CodingKeys: String, CodingKey {
            case model, task, network, classes, images, settings, temperature, epochs, ending, validation
            case test, unreadable, seconds
            case bestEpoch = "best_epoch"
        }
    }
}

extension NetworkTuner.Outcome {
    /// Which weights were kept, for the end of a sentence.
    var weightsText: String {
        guard bestEpoch > 0 else {
            return "the time was spent within the first epoch, and the weights are the last ones"
        }
        let reason =
            switch ending {
            case .completed: ""
            case .stoppedEarly: ", after which the validation loss no longer improved"
            case .outOfTime: ", after which the time was spent"
            }
        return "the weights are those of epoch \(bestEpoch) of \(records.count)\(reason)"
    }
}
