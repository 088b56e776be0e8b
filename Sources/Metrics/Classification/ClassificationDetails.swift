/// What a `ClassificationReport` leaves out because it takes room or time: intervals, confusions and curves.
///
/// Its JSON has stable `snake_case` keys:
///
///     {"top_accuracies": [{"k": 1, "accuracy": …, "interval": {"lower": …, "upper": …, "confidence": …}}, …],
///      "recall_intervals": [{"label": …, "recall": …, "lower": …, "upper": …, "confidence": …}, …],
///      "intervals": {"macro_f1": {"lower": …, "upper": …, "confidence": …}, …}, "resample_count": …,
///      "confused_pairs": [{"label": …, "prediction": …, "count": …, "share": …}, …],
///      "reliability": {"bins": [{"lower": …, "upper": …, "count": …, "confidence": …, "accuracy": …}, …],
///                      "error_by_chance": …},
///      "risk_coverage": {"area": …, "points": [{"threshold": …, "coverage": …, "risk": …}, …]}}
///
/// The keys of `intervals` are those of `ResampledMetric`; a metric without an interval is absent.
public struct ClassificationDetails: Hashable, Sendable, Codable {
    /// The share of images whose true class is among the most probable ones.
    public struct TopAccuracy: Hashable, Sendable, Codable {
        /// How many classes are looked at.
        public let k: Int
        /// The share of images; in `0 ... 1`.
        public let accuracy: Double
        /// Its Wilson interval.
        public let interval: ConfidenceInterval
    }

    /// The recall of one class with its Wilson interval.
    public struct RecallInterval: Hashable, Sendable, Codable {
        /// The name of the class.
        public let label: String
        /// Of the images of this class, the share that was predicted as it; in `0 ... 1`.
        public let recall: Double
        /// The lower end; 0 without images.
        public let lower: Double
        /// The upper end; 1 without images.
        public let upper: Double
        /// How often such an interval contains the true recall.
        public let confidence: Double
    }

    /// How often images of one class were taken for another, by name.
    public struct NamedPair: Hashable, Sendable, Codable {
        /// The name of the true class.
        public let label: String
        /// The name of the class that was predicted.
        public let prediction: String
        /// The number of images.
        public let count: Int
        /// The share of the true class's images; in `0 ... 1`.
        public let share: Double
    }

    /// The ranks that top accuracies are given for, as far as they are below the number of classes.
    public static let ranks = [1, 2, 3, 5, 10]

    /// The largest number of confused pairs that are listed.
    public static let pairLimit = 20

    /// With more probabilities than this, ranked metrics get no intervals: a thousand resamples would take
    /// longer than some seconds.
    public static let rankedEntryLimit = 2_000_000

    /// Top-k accuracies by rising k.
    public let topAccuracies: [TopAccuracy]
    /// The recall of each class, in class order.
    public let recallIntervals: [RecallInterval]
    /// Bootstrap intervals of the scores of the report.
    public let intervals: [ResampledMetric: ConfidenceInterval]
    /// The number of resamples behind the intervals.
    public let resampleCount: Int
    /// The most frequent confusions, the most frequent first.
    public let confusedPairs: [NamedPair]
    /// Confidence against accuracy.
    public let reliability: ReliabilityDiagram
    /// Confidence against mistakes.
    public let riskCoverage: RiskCoverageCurve

    /// Examines predictions.
    ///
    /// - Parameters:
    ///   - table: The predicted probabilities, `[N, K]`.
    ///   - labels: The true class of each row.
    ///   - classNames: The name of each class, in class order.
    ///   - confidence: The coverage of all intervals, strictly between 0 and 1.
    ///   - resampleCount: The number of bootstrap resamples; with 0 there are no such intervals.
    ///   - generator: One number is drawn from it if there are resamples.
    /// - Precondition: The confidence is in its range and the number of resamples not negative.
    /// - Throws: `MetricsError.noRows`, `.countMismatch`, `.classOutOfRange` or `.classNameCount`.
    public init(
        _ table: ProbabilityTable, labels: [Int], classNames: [String], confidence: Double = 0.95,
        resampleCount: Int = 1_000, using generator: inout some RandomNumberGenerator
    ) throws(MetricsError) {
        precondition(resampleCount >= 0, "\(resampleCount) resamples")
        guard classNames.count == table.classCount else {
            throw .classNameCount(names: classNames.count, classCount: table.classCount)
        }
        let matrix = try table.confusionMatrix(labels: labels)
        var topAccuracies = [TopAccuracy]()
        for k in Self.ranks where k == 1 || k < table.classCount {
            let hits = try table.topHits(k, labels: labels)
            let interval = WilsonInterval(successes: hits, trials: labels.count, confidence: confidence)
            topAccuracies.append(
                TopAccuracy(k: k, accuracy: ratio(hits, labels.count), interval: ConfidenceInterval(interval))
            )
        }
        self.topAccuracies = topAccuracies
        let intervals = matrix.recallIntervals(confidence: confidence)
        recallIntervals = zip(classNames, zip(matrix.classScores, intervals)).map { name, entry in
            RecallInterval(
                label: name, recall: entry.0.recall, lower: entry.1.lower, upper: entry.1.upper,
                confidence: confidence)
        }
        let metrics = Set(ResampledMetric.allCases).subtracting(
            table.values.count > Self.rankedEntryLimit ? ResampledMetric.ranked : [])
        self.intervals =
            resampleCount == 0
            ? [:]
            : try ClassificationBootstrap(table, labels: labels, metrics: metrics).intervals(
                resampleCount: resampleCount, confidence: confidence, using: &generator)
        self.resampleCount = resampleCount
        confusedPairs = matrix.mostConfusedPairs(limit: Self.pairLimit).map { pair in
            NamedPair(
                label: classNames[pair.label], prediction: classNames[pair.prediction], count: pair.count,
                share: pair.share)
        }
        reliability = try ReliabilityDiagram(table, labels: labels)
        riskCoverage = try RiskCoverageCurve(table, labels: labels)
    }

    private enum CodingKeys: String, CodingKey {
        case topAccuracies = "top_accuracies"
        case recallIntervals = "recall_intervals"
        case intervals
        case resampleCount = "resample_count"
        case confusedPairs = "confused_pairs"
        case reliability
        case riskCoverage = "risk_coverage"
    }
}
