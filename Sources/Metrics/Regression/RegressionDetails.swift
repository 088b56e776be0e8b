/// What tells how far a regression report can be trusted: too much for a model file.
///
/// Its JSON has stable `snake_case` keys; `intervals` has one for each `RegressionMetric`, without those that
/// have none:
///
///     {"intervals": {"mean_absolute_error": {"lower": …, "upper": …, "confidence": 0.95}, …},
///      "outputs": [{"name": …, "intervals": {…}}, …], "resample_count": …}
public struct RegressionDetails: Hashable, Sendable, Codable {
    /// The intervals of one output under its name.
    public struct OutputEntry: Hashable, Sendable, Codable {
        /// The name of the output.
        public let name: String
        /// Bootstrap intervals of its scores.
        public let intervals: [RegressionMetric: ConfidenceInterval]
    }

    /// Bootstrap intervals of the means over the outputs.
    public let intervals: [RegressionMetric: ConfidenceInterval]
    /// Those of each output, in the order of the columns.
    public let outputs: [OutputEntry]
    /// The number of resamples behind the intervals.
    public let resampleCount: Int

    /// Examines predictions.
    ///
    /// - Parameters:
    ///   - predictions: `[N, D]` in row-major order.
    ///   - targets: The true numbers, `[N, D]` in row-major order.
    ///   - names: The name of each output, `[D]`.
    ///   - confidence: The coverage of all intervals, strictly between 0 and 1.
    ///   - resampleCount: The number of bootstrap resamples; with 0 there are no intervals.
    ///   - generator: One number is drawn from it if there are resamples.
    /// - Precondition: The confidence is in its range and the number of resamples not negative.
    /// - Throws: What `RegressionReport` throws for the same.
    public init(
        predictions: [Double], targets: [Double], names: [String], confidence: Double = 0.95,
        resampleCount: Int = 1_000, using generator: inout some RandomNumberGenerator
    ) throws(MetricsError) {
        precondition(resampleCount >= 0, "\(resampleCount) resamples")
        let bootstrap = try RegressionBootstrap(predictions: predictions, targets: targets, names: names)
        self.resampleCount = resampleCount
        guard resampleCount > 0 else {
            intervals = [:]
            outputs = names.map { OutputEntry(name: $0, intervals: [:]) }
            return
        }
        let found = bootstrap.intervals(
            resampleCount: resampleCount, confidence: confidence, using: &generator)
        intervals = found.mean
        outputs = zip(names, found.outputs).map { OutputEntry(name: $0, intervals: $1) }
    }

    private enum CodingKeys: String, CodingKey {
        case intervals, outputs
        case resampleCount = "resample_count"
    }
}
