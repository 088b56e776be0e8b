/// Everything that is usually asked of a classifier's answers on labelled images, as one value of fixed size.
///
/// Its JSON has stable `snake_case` keys; `accuracy` is a number at the top level, so that a script finds it
/// with any JSON tool:
///
///     {"accuracy": …, "accuracy_interval": {"lower": …, "upper": …, "confidence": 0.95}, "image_count": …,
///      "balanced_accuracy": …, "macro_f1": …, "weighted_f1": …, "log_loss": …, "brier_score": …,
///      "expected_calibration_error": …, "cohens_kappa": …, "matthews_correlation": …,
///      "macro_roc_auc": …, "macro_average_precision": …,
///      "classes": [{"label": …, "precision": …, "recall": …, "f1": …, "support": …,
///                   "roc_auc": …, "average_precision": …}, …],
///      "confusion_matrix": [[…], …]}
///
/// The keys of areas and average precisions are absent where the score is not defined, and in reports of older
/// versions, which are read all the same. Kappa and correlation follow from the matrix and are only written.
/// Curves and intervals, which take more room, are in `ClassificationDetails`.
public struct ClassificationReport: Hashable, Sendable, Codable {
    /// The scores of one class under its name.
    public struct ClassEntry: Hashable, Sendable, Codable {
        /// The name of the class.
        public let label: String
        /// Of the images predicted as this class, the share that belongs to it; in `0 ... 1`.
        public let precision: Double
        /// Of the images of this class, the share that was predicted as it; in `0 ... 1`.
        public let recall: Double
        /// The harmonic mean of precision and recall; in `0 ... 1`.
        public let f1: Double
        /// The number of images of this class.
        public let support: Int
        /// The area under the ROC curve of this class against the rest; in `0 ... 1`.
        public let rocAUC: Double?
        /// The average precision of this class against the rest; in `0 ... 1`.
        public let averagePrecision: Double?

        private enum CodingKeys: String, CodingKey {
            case label
            case precision
            case recall
            case f1
            case support
            case rocAUC = "roc_auc"
            case averagePrecision = "average_precision"
        }
    }

    /// The share of images predicted right; in `0 ... 1`.
    public let accuracy: Double
    /// The 95 % Wilson interval of the accuracy.
    public let accuracyInterval: WilsonInterval
    /// The number of images scored.
    public let imageCount: Int
    /// The mean recall of the classes that have images.
    public let balancedAccuracy: Double
    /// The plain mean of the classes' F1.
    public let macroF1: Double
    /// The mean of the classes' F1, weighted by support.
    public let weightedF1: Double
    /// The mean negative log-probability of the true class, in nats.
    public let logLoss: Double
    /// The mean squared distance from the one-hot truth; in `0 ... 2`.
    public let brierScore: Double
    /// The expected calibration error over 15 bins of equal width; in `0 ... 1`.
    public let expectedCalibrationError: Double
    /// The plain mean of the classes' areas under the ROC curve, over the classes where it is defined.
    public let macroROCAUC: Double?
    /// The plain mean of the classes' average precisions, over the classes where it is defined.
    public let macroAveragePrecision: Double?
    /// The scores of each class, in class order.
    public let classes: [ClassEntry]
    /// True classes in rows against predicted ones in columns.
    public let confusionMatrix: ConfusionMatrix

    /// Scores predictions.
    ///
    /// - Parameters:
    ///   - table: The predicted probabilities, `[N, K]`.
    ///   - labels: The true class of each row.
    ///   - classNames: The name of each class, in class order.
    /// - Throws: `MetricsError.noRows`, `.countMismatch`, `.classOutOfRange` or `.classNameCount`.
    public init(_ table: ProbabilityTable, labels: [Int], classNames: [String]) throws(MetricsError) {
        guard classNames.count == table.classCount else {
            throw .classNameCount(names: classNames.count, classCount: table.classCount)
        }
        let matrix = try table.confusionMatrix(labels: labels)
        let rankings = try table.rankingScores(labels: labels)
        accuracy = matrix.accuracy
        accuracyInterval = WilsonInterval(successes: matrix.correct, trials: matrix.total)
        imageCount = matrix.total
        balancedAccuracy = matrix.balancedAccuracy
        macroF1 = matrix.macroF1
        weightedF1 = matrix.weightedF1
        logLoss = try table.logLoss(labels: labels)
        brierScore = try table.brierScore(labels: labels)
        expectedCalibrationError = try ReliabilityDiagram(table, labels: labels).expectedCalibrationError
        macroROCAUC = meanOfDefined(rankings.map(\.areaUnderROC))
        macroAveragePrecision = meanOfDefined(rankings.map(\.averagePrecision))
        let scores = matrix.classScores
        classes = classNames.indices.map { index in
            ClassEntry(
                label: classNames[index], precision: scores[index].precision, recall: scores[index].recall,
                f1: scores[index].f1, support: scores[index].support,
                rocAUC: rankings[index].areaUnderROC, averagePrecision: rankings[index].averagePrecision)
        }
        confusionMatrix = matrix
    }

    /// The names of the classes, in class order.
    public var classNames: [String] { classes.map(\.label) }

    /// Cohen's kappa of labels and predictions; at most 1, and 0 for chance.
    public var cohensKappa: Double { confusionMatrix.cohensKappa }

    /// The Matthews correlation of labels and predictions; in `-1 ... 1`.
    public var matthewsCorrelation: Double { confusionMatrix.matthewsCorrelation }
}
