internal import Datasets
internal import ImageClassifier
internal import Metrics
internal import Tensors

/// Everything that an evaluation came to; its JSON is documented in the README.
///
/// At the top level stand the scores of the model's task; beside them `details` (classes only), `gates` where any were
/// asked for, `model`, `data` and `unreadable`.
struct EvaluationRecord: Encodable {
    let report: ModelReport
    let details: ClassificationDetails?
    let gates: [GateVerdict]
    let model: String
    let data: String
    let failures: [SampleFailure]

    /// Judges an evaluation.
    ///
    /// - Parameter seed: Decides the resamples behind the intervals.
    /// - Throws: `MetricsError`.
    /// - Precondition: There are no gates for models that give no classes.
    init(
        _ outcome: EvaluationRun.Outcome, gates: [QualityGate], seed: UInt64, model: String, data: String
    ) throws {
        let evaluation = outcome.evaluation
        report = evaluation.report
        failures = outcome.failures
        self.model = model
        self.data = data
        guard case .classes(let scores) = evaluation.report else {
            precondition(gates.isEmpty, "gates for a model without classes")
            (details, self.gates) = (nil, [])
            return
        }
        var generator = SeededGenerator(seed: seed)
        let details = try ClassificationDetails(
            try ProbabilityTable(rows: evaluation.answers), labels: evaluation.samples.map(\.classIndex),
            classNames: scores.classNames, using: &generator)
        self.gates = gates.map { $0.verdict(on: scores, intervals: details.intervals) }
        self.details = details
    }

    private enum CodingKeys: CodingKey {
        case details, gates, model, data, unreadable
    }

    private struct Unreadable: Encodable {
        let path: String
        let error: String
    }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(details, forKey: .details)
        if !gates.isEmpty { try container.encode(gates, forKey: .gates) }
        try container.encode(model, forKey: .model)
        try container.encode(data, forKey: .data)
        if !failures.isEmpty {
            try container.encode(
                failures.map { Unreadable(path: $0.sample.path, error: "\($0.reason)") }, forKey: .unreadable)
        }
    }
}
