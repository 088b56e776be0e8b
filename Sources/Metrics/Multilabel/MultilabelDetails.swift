/// What tells how far a multilabel report can be trusted: too much for a model file.
///
/// Its JSON has stable `snake_case` keys; `intervals` has one for each `MultilabelMetric`, without those that
/// have none:
///
///     {"recall_intervals": [{"label": …, "recall": …, "lower": …, "upper": …, "confidence": …}, …],
///      "intervals": {"macro_f1": {"lower": …, "upper": …, "confidence": 0.95}, …}, "resample_count": …}
public struct MultilabelDetails: Hashable, Sendable, Codable {
    /// The recall of each label with its Wilson interval, in label order.
    public let recallIntervals: [ClassificationDetails.RecallInterval]
    /// Bootstrap intervals of the scores of the report.
    public let intervals: [MultilabelMetric: ConfidenceInterval]
    /// The number of resamples behind the intervals.
    public let resampleCount: Int

    /// Examines predictions.
    ///
    /// With more than `ClassificationDetails.rankedEntryLimit` entries, ranked metrics get no intervals.
    ///
    /// - Parameters:
    ///   - probabilities: `[N, K]` in row-major order, in `0 ... 1`.
    ///   - labels: Which labels each image has, `[N, K]` in row-major order.
    ///   - thresholds: From which probability on each label is predicted, `[K]`.
    ///   - labelNames: The name of each label, `[K]`.
    ///   - confidence: The coverage of all intervals, strictly between 0 and 1.
    ///   - resampleCount: The number of bootstrap resamples; with 0 there are no such intervals.
    ///   - generator: One number is drawn from it if there are resamples.
    /// - Precondition: The confidence is in its range and the number of resamples not negative.
    /// - Throws: What `MultilabelReport` throws for the same.
    public init(
        probabilities: [Double], labels: [Bool], thresholds: [Double], labelNames: [String],
        confidence: Double = 0.95, resampleCount: Int = 1_000,
        using generator: inout some RandomNumberGenerator
    ) throws(MetricsError) {
        precondition(resampleCount >= 0, "\(resampleCount) resamples")
        let table = try MultilabelTable(
            probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: labelNames)
        recallIntervals = labelNames.enumerated().map { column, name in
            let counts = table.counts(column: column)
            let interval = WilsonInterval(
                successes: counts.correct, trials: counts.support, confidence: confidence)
            return ClassificationDetails.RecallInterval(
                label: name, recall: counts.scores.recall, lower: interval.lower, upper: interval.upper,
                confidence: confidence)
        }
        let metrics = Set(MultilabelMetric.allCases).subtracting(
            probabilities.count > ClassificationDetails.rankedEntryLimit ? MultilabelMetric.ranked : [])
        intervals =
            resampleCount == 0
            ? [:]
            : try MultilabelBootstrap(
                probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: labelNames,
                metrics: metrics
            ).intervals(resampleCount: resampleCount, confidence: confidence, using: &generator)
        self.resampleCount = resampleCount
    }

    private enum CodingKeys: String, CodingKey {
        case recallIntervals = "recall_intervals"
        case intervals
        case resampleCount = "resample_count"
    }
}
