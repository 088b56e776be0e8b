/// How well one class was recognised.
///
/// A ratio whose denominator is zero is 0: precision of a class that was never predicted, recall of a class
/// without images, F1 of a class with neither. (scikit-learn calls this rule `zero_division=0`.)
public struct ClassScores: Hashable, Sendable, Codable {
    /// Of the images predicted as this class, the share that belongs to it; in `0 ... 1`.
    public let precision: Double

    /// Of the images of this class, the share that was predicted as it; in `0 ... 1`.
    public let recall: Double

    /// The harmonic mean of precision and recall, `2·TP / (2·TP + FP + FN)`; in `0 ... 1`.
    public let f1: Double

    /// The number of images of this class.
    public let support: Int

    /// Computes the scores from the three counts that decide them.
    ///
    /// - Parameters:
    ///   - correct: True positives.
    ///   - predicted: How often the class was predicted: true and false positives.
    ///   - support: The images of the class: true positives and false negatives.
    init(correct: Int, predicted: Int, support: Int) {
        precision = ratio(correct, predicted)
        recall = ratio(correct, support)
        f1 = ratio(2 * correct, predicted + support)
        self.support = support
    }
}

/// The quotient of two counts; 0 where there is nothing to divide by.
func ratio(_ numerator: Int, _ denominator: Int) -> Double {
    denominator == 0 ? 0 : Double(numerator) / Double(denominator)
}

/// The mean of the values that are defined; `nil` if none is.
func meanOfDefined(_ values: [Double?]) -> Double? {
    let defined = values.compactMap { $0 }
    return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
}
