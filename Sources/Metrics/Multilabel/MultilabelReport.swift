/// What is usually asked of a multilabel classifier's answers: any number of labels may hold for an image.
///
/// A label is predicted where its probability is at least its threshold. A ratio whose denominator is zero is
/// 0, as in `ClassScores` (`zero_division=0` in scikit-learn); areas under curves are `nil` where no pair of
/// images can be put in order. Its JSON has stable `snake_case` keys, without those that are `nil`:
///
///     {"image_count": …, "subset_accuracy": …, "subset_accuracy_interval": {"lower": …, "upper": …, …},
///      "hamming_loss": …, "micro": {"precision": …, "recall": …, "f1": …}, "macro": {…}, "weighted": {…},
///      "samples": {…}, "mean_average_precision": …, "macro_roc_auc": …, "log_loss": …, "brier_score": …,
///      "labels": [{"label": …, "threshold": …, "precision": …, "recall": …, "f1": …, "support": …,
///                  "predicted_count": …, "roc_auc": …, "average_precision": …}, …]}
public struct MultilabelReport: Hashable, Sendable, Codable {
    /// Precision, recall and F1, averaged in one way.
    public struct Average: Hashable, Sendable, Codable {
        /// The mean precision; in `0 ... 1`.
        public let precision: Double
        /// The mean recall; in `0 ... 1`.
        public let recall: Double
        /// The mean F1; in `0 ... 1`.
        public let f1: Double
    }

    /// The scores of one label.
    public struct LabelEntry: Hashable, Sendable, Codable {
        /// The name of the label.
        public let label: String
        /// From which probability on the label is predicted.
        public let threshold: Double
        /// Of the images predicted to have the label, the share that has it; in `0 ... 1`.
        public let precision: Double
        /// Of the images that have the label, the share predicted to have it; in `0 ... 1`.
        public let recall: Double
        /// The harmonic mean of precision and recall; in `0 ... 1`.
        public let f1: Double
        /// The number of images that have the label.
        public let support: Int
        /// The number of images predicted to have the label.
        public let predictedCount: Int
        /// The area under the ROC curve; `nil` where all or no images have the label.
        public let rocAUC: Double?
        /// The average precision; `nil` where no image has the label.
        public let averagePrecision: Double?

        private enum CodingKeys: String, CodingKey {
            case label
            case threshold
            case precision
            case recall
            case f1
            case support
            case predictedCount = "predicted_count"
            case rocAUC = "roc_auc"
            case averagePrecision = "average_precision"
        }
    }

    /// The number of images scored, N.
    public let imageCount: Int
    /// The share of images whose labels are all right; in `0 ... 1`.
    public let subsetAccuracy: Double
    /// The 95 % Wilson interval of the subset accuracy.
    public let subsetAccuracyInterval: WilsonInterval
    /// The share of wrong entries among all N × K; in `0 ... 1`.
    public let hammingLoss: Double
    /// Over all N × K entries together.
    public let micro: Average
    /// The plain mean over labels.
    public let macro: Average
    /// The mean over labels, weighted by support.
    public let weighted: Average
    /// The mean over images, each scored over its labels.
    ///
    /// An image without labels that gets none counts 0, the value of a ratio of nothing.
    public let samples: Average
    /// The plain mean of the labels' average precisions, where defined (mAP).
    public let meanAveragePrecision: Double?
    /// The plain mean of the labels' areas under the ROC curve, where defined.
    public let macroROCAUC: Double?
    /// The mean binary cross-entropy over all N × K entries, in nats; probabilities are clipped to
    /// `ε ... 1 − ε` with ε = 2⁻⁵².
    public let logLoss: Double
    /// The mean of `(p − y)²` over all N × K entries; in `0 ... 1`.
    public let brierScore: Double
    /// The scores of each label, in the order of the columns.
    public let labels: [LabelEntry]

    /// Scores predictions. Complexity: O(*N* K log *N*).
    ///
    /// - Parameters:
    ///   - probabilities: `[N, K]` in row-major order, in `0 ... 1`.
    ///   - labels: Which labels each image has, `[N, K]` in row-major order.
    ///   - thresholds: From which probability on each label is predicted, `[K]`.
    ///   - labelNames: The name of each label, `[K]`.
    /// - Throws: `MetricsError.noClasses` without names, `.thresholdCount`, `.raggedTable`, `.entryCount`,
    ///   `.noRows` or `.notAProbability`.
    public init(
        probabilities: [Double], labels: [Bool], thresholds: [Double], labelNames: [String]
    ) throws(MetricsError) {
        let table = try MultilabelTable(
            probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: labelNames)
        let columns = (0..<labelNames.count).map { table.counts(column: $0) }
        let rows = (0..<table.rowCount).map { table.counts(row: $0) }
        let total = columns.reduce(into: MultilabelTable.Counts()) { $0.add($1) }
        imageCount = table.rowCount
        let hits = rows.count { $0.correct == $0.predicted && $0.correct == $0.support }
        subsetAccuracy = ratio(hits, table.rowCount)
        subsetAccuracyInterval = WilsonInterval(successes: hits, trials: table.rowCount)
        hammingLoss = ratio(total.predicted + total.support - 2 * total.correct, labels.count)
        micro = Average([total])
        macro = Average(columns)
        weighted = Average(columns, weights: columns.map(\.support))
        samples = Average(rows)
        logLoss = table.logLoss
        brierScore = table.brierScore
        self.labels = columns.indices.map { column in
            let scores = columns[column].scores
            let ranking = table.rankingScores(column: column)
            return LabelEntry(
                label: labelNames[column], threshold: thresholds[column], precision: scores.precision,
                recall: scores.recall, f1: scores.f1, support: scores.support,
                predictedCount: columns[column].predicted, rocAUC: ranking.areaUnderROC,
                averagePrecision: ranking.averagePrecision)
        }
        meanAveragePrecision = meanOfDefined(self.labels.map(\.averagePrecision))
        macroROCAUC = meanOfDefined(self.labels.map(\.rocAUC))
    }

    private enum CodingKeys: String, CodingKey {
        case imageCount = "image_count"
        case subsetAccuracy = "subset_accuracy"
        case subsetAccuracyInterval = "subset_accuracy_interval"
        case hammingLoss = "hamming_loss"
        case micro
        case macro
        case weighted
        case samples
        case meanAveragePrecision = "mean_average_precision"
        case macroROCAUC = "macro_roc_auc"
        case logLoss = "log_loss"
        case brierScore = "brier_score"
        case labels
    }
}

extension MultilabelReport.Average {
    /// The weighted mean of the scores of several counts; 0 where the weights add up to nothing.
    fileprivate init(_ counts: [MultilabelTable.Counts], weights: [Int]? = nil) {
        let weights = weights ?? [Int](repeating: 1, count: counts.count)
        let total = Double(max(1, weights.reduce(0, +)))
        var sums = (precision: 0.0, recall: 0.0, f1: 0.0)
        for (counts, weight) in zip(counts, weights) {
            let scores = counts.scores
            sums.precision += Double(weight) * scores.precision
            sums.recall += Double(weight) * scores.recall
            sums.f1 += Double(weight) * scores.f1
        }
        self.init(precision: sums.precision / total, recall: sums.recall / total, f1: sums.f1 / total)
    }
}
