internal import Datasets
internal import Metrics
internal import Models
internal import Networks
internal import Training
internal import Transfer

/// What `train` says at the end, for people and for scripts.
struct TrainingSummary {
    private let outcome: NetworkTuner.Outcome
    private let output: String
    private let seconds: Double

    init(_ outcome: NetworkTuner.Outcome, output: String, seconds: Double) {
        self.outcome = outcome
        self.output = output
        self.seconds = seconds
    }

    private func count(_ partition: Partition) -> Int { outcome.parts[partition]?.samples.count ?? 0 }

    var text: String {
        let classCount = outcome.model.classNames.count
        var lines = [
            "Trained \(outcome.model.network.name) on \(count(.training)) images of \(classCount) classes"
                + " in \(ProgressLine.duration(seconds)); the weights are those of epoch \(outcome.bestEpoch)"
                + " of \(outcome.records.count)."
        ]
        if let report = outcome.validation { lines.append(FinetuneSummary.score("Validation", report)) }
        if let report = outcome.test { lines.append(FinetuneSummary.score("Test", report)) }
        lines.append("Wrote \(output).")
        let model = output == ModelChoice.defaultFileName ? "" : " --model \(output)"
        lines.append("Next: imgcls classify photo.jpg\(model)")
        return lines.joined(separator: "\n")
    }

    /// The record that `--json` writes.
    var record: Record {
        Record(
            model: output, network: outcome.model.network.name, classes: outcome.model.classNames,
            images: .init(training: count(.training), validation: count(.validation), test: count(.test)),
            settings: outcome.model.training?.network, temperature: outcome.model.temperature,
            epochs: outcome.records, bestEpoch: outcome.bestEpoch, validation: outcome.validation,
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
        let settings: TrainingRecord.NetworkSummary?
        let temperature: Double
        let epochs: [EpochRecord]
        let bestEpoch: Int
        let validation: ClassificationReport?
        let test: ClassificationReport?
        let unreadable: [FinetuneSummary.Record.Unreadable]
        let seconds: Double

        private enum CodingKeys: String, CodingKey {
            case model, network, classes, images, settings, temperature, epochs, validation, test, unreadable
            case seconds
            case bestEpoch = "best_epoch"
        }
    }
}
