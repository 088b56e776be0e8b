internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Models
internal import Tensors

/// Everything that an evaluation came to; its JSON is documented in the README.
///
/// At the top level stand the scores of the model's task; beside them `details` (intervals and more), `gates` where any were
/// asked for, `unknown_count`, `model`, `data` and `unreadable`.
struct EvaluationRecord: Encodable {
    let report: ModelReport
    let details: ModelDetails
    let gates: [GateVerdict]
    let model: String
    let data: String
    let failures: [SampleFailure]
    /// How many images `classify` answers unknown; nil where the model cannot tell.
    let unknownCount: Int?

    /// Judges an evaluation.
    ///
    /// - Parameters:
    ///   - outcome: The model, and what it answered.
    ///   - gates: What is asked of the scores.
    ///   - seed: Decides the resamples behind the intervals.
    ///   - model: The model's file.
    ///   - data: What the data is called.
    /// - Throws: `MetricsError`.
    /// - Precondition: There are no gates for models that give no classes.
    init(
        _ outcome: EvaluationRun.Outcome, gates: [QualityGate], seed: UInt64, model: String, data: String
    ) throws {
        let evaluation = outcome.evaluation
        report = evaluation.report
        failures = outcome.failures
        unknownCount = evaluation.unknownCount
        self.model = model
        self.data = data
        let answering = outcome.classifier.model
        var generator = SeededGenerator(seed: seed)
        details = try ModelDetails(
            answers: evaluation.answers, of: evaluation.samples, task: answering.task,
            names: answering.classNames,
            using: &generator)
        guard let scores = evaluation.report.classification, let classes = details.classification else {
            precondition(gates.isEmpty, "gates for a model without classes")
            self.gates = []
            return
        }
        self.gates = gates.map { $0.verdict(on: scores, intervals: classes.intervals) }
    }

    private enum CodingKeys: String, CodingKey {
        case details, gates, model, data, unreadable
        case unknownCount = "unknown_count"
    }

    private struct Unreadable: Encodable {
        let path: String
        let error: String
    }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(details, forKey: .details)
        if !gates.isEmpty { try container.encode(gates, forKey: .gates) }
        try container.encodeIfPresent(unknownCount, forKey: .unknownCount)
        try container.encode(model, forKey: .model)
        try container.encode(data, forKey: .data)
        if !failures.isEmpty {
            try container.encode(
                failures.map { Unreadable(path: $0.sample.path, error: "\($0.reason)") }, forKey: .unreadable)
        }
    }
}
