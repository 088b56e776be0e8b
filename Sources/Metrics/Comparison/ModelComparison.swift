/// Two classifiers on the same images: which is right more often, in which classes, and on which images.
///
/// Its JSON has stable `snake_case` keys:
///
///     {"image_count": …, "old_accuracy": …, "new_accuracy": …,
///      "test": {"broke": …, "mended": …, "p_value": …},
///      "classes": [{"label": …, "support": …, "old_recall": …, "new_recall": …, "difference": …}, …],
///      "broke": [row, …], "mended": [row, …]}
public struct ModelComparison: Hashable, Sendable, Codable {
    /// The recalls of one class under its name.
    public struct ClassEntry: Hashable, Sendable, Codable {
        /// The name of the class.
        public let label: String
        /// The number of images of this class.
        public let support: Int
        /// The share of them that the old classifier gets right; 0 without images.
        public let oldRecall: Double
        /// The share of them that the new classifier gets right; 0 without images.
        public let newRecall: Double
        /// The new recall less the old one; in `-1 ... 1`.
        public let difference: Double

        private enum CodingKeys: String, CodingKey {
            case label
            case support
            case oldRecall = "old_recall"
            case newRecall = "new_recall"
            case difference
        }
    }

    /// The number of images compared.
    public let imageCount: Int
    /// The share of images that the old classifier gets right.
    public let oldAccuracy: Double
    /// The share of images that the new classifier gets right.
    public let newAccuracy: Double
    /// Whether the difference can be chance.
    public let test: McNemarTest
    /// The recalls of each class, in class order.
    public let classes: [ClassEntry]
    /// The rows that the old classifier gets right and the new one wrong, rising.
    public let broke: [Int]
    /// The rows that the old classifier gets wrong and the new one right, rising.
    public let mended: [Int]

    /// Compares predictions. Complexity: O(*N* + K²).
    ///
    /// - Parameters:
    ///   - labels: The true class of each image.
    ///   - old: The class that the old classifier predicts for each image.
    ///   - new: The class that the new classifier predicts for each image.
    ///   - classNames: The name of each class, in class order.
    /// - Throws: `MetricsError.noRows`, `.noClasses`, `.countMismatch` or `.classOutOfRange`.
    public init(labels: [Int], old: [Int], new: [Int], classNames: [String]) throws(MetricsError) {
        guard !labels.isEmpty else { throw .noRows }
        let oldMatrix = try ConfusionMatrix(
            labels: labels, predictions: old, classCount: classNames.count)
        let newMatrix = try ConfusionMatrix(
            labels: labels, predictions: new, classCount: classNames.count)
        imageCount = labels.count
        oldAccuracy = oldMatrix.accuracy
        newAccuracy = newMatrix.accuracy
        broke = labels.indices.filter { old[$0] == labels[$0] && new[$0] != labels[$0] }
        mended = labels.indices.filter { old[$0] != labels[$0] && new[$0] == labels[$0] }
        test = McNemarTest(broke: broke.count, mended: mended.count)
        let scores = zip(oldMatrix.classScores, newMatrix.classScores)
        classes = zip(classNames, scores).map { name, scores in
            ClassEntry(
                label: name, support: scores.0.support, oldRecall: scores.0.recall,
                newRecall: scores.1.recall, difference: scores.1.recall - scores.0.recall)
        }
    }

    /// Whether the new classifier is worse, and more so than chance explains.
    ///
    /// - Parameter significance: How often equally good classifiers may be told to be worse or better; in
    ///   `0 ... 1`.
    public func isRegression(significance: Double = 0.05) -> Bool {
        broke.count > mended.count && test.pValue < significance
    }

    private enum CodingKeys: String, CodingKey {
        case imageCount = "image_count"
        case oldAccuracy = "old_accuracy"
        case newAccuracy = "new_accuracy"
        case test
        case classes
        case broke
        case mended
    }
}
