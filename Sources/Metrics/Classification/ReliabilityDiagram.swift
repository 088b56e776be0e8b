/// How confidence and accuracy agree, by bins of confidence.
///
/// The confidence of a prediction is the probability of the predicted class. The unit interval is cut into
/// bins of equal width that are open on the left and closed on the right; confidence 0 belongs to the first.
/// Source: Guo et al., "On calibration of modern neural networks", 2017, <https://arxiv.org/abs/1706.04599>.
public struct ReliabilityDiagram: Hashable, Sendable, Codable {
    /// One bin of confidence.
    public struct Bin: Hashable, Sendable, Codable {
        /// The lower edge, which does not belong to the bin.
        public let lower: Double
        /// The upper edge, which belongs to the bin.
        public let upper: Double
        /// The number of predictions in the bin.
        public let count: Int
        /// The mean confidence of the predictions in the bin; 0 for an empty bin.
        public let confidence: Double
        /// The share of the predictions in the bin that are right; 0 for an empty bin.
        public let accuracy: Double
    }

    /// The bins by rising confidence; empty ones are included.
    public let bins: [Bin]

    /// The calibration error that a perfectly calibrated model with the same confidences shows on as many images, by
    /// chance alone: what an error has to be compared with, as bins of few images scatter.
    ///
    /// With the variance v = Σ p (1 − p) of the number of right predictions in a bin, its mean distance from the expected
    /// number is √(2 v / π), as that of a normal distribution.
    public let errorByChance: Double

    /// Sorts predictions into bins.
    ///
    /// - Parameters:
    ///   - table: The predicted probabilities, `[N, K]`.
    ///   - labels: The true class of each row.
    ///   - binCount: The number of bins, at least 1.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public init(_ table: ProbabilityTable, labels: [Int], binCount: Int = 15) throws(MetricsError) {
        precondition(binCount > 0, "a reliability diagram needs at least one bin, not \(binCount)")
        try table.check(labels: labels)
        var counts = [Int](repeating: 0, count: binCount)
        var correct = counts
        var confidences = [Double](repeating: 0, count: binCount)
        var variances = confidences
        for (row, label) in labels.enumerated() {
            let prediction = table.prediction(row: row)
            let confidence = table[row: row, column: prediction]
            let bin = Int((confidence * Double(binCount)).rounded(.up)) - 1
            let clamped = min(max(bin, 0), binCount - 1)
            counts[clamped] += 1
            confidences[clamped] += confidence
            variances[clamped] += confidence * (1 - confidence)
            if prediction == label { correct[clamped] += 1 }
        }
        let distances = variances.map { (2 * max($0, 0) / .pi).squareRoot() }
        errorByChance = distances.reduce(0, +) / Double(labels.count)
        let cuts = Double(binCount)
        bins = (0..<binCount).map { (index: Int) -> Bin in
            let count = counts[index]
            let confidence = count == 0 ? 0 : confidences[index] / Double(count)
            return Bin(
                lower: Double(index) / cuts, upper: Double(index + 1) / cuts, count: count,
                confidence: confidence, accuracy: ratio(correct[index], count))
        }
    }

    private enum CodingKeys: String, CodingKey {
        case bins
        case errorByChance = "error_by_chance"
    }

    /// The expected calibration error: the mean distance between confidence and accuracy of the bins,
    /// weighted by their number of predictions; in `0 ... 1`.
    ///
    /// It is biased upwards on small sets: with few predictions in a bin, accuracy scatters around confidence
    /// even for a perfectly calibrated model.
    /// Source: Naeini, Cooper & Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning",
    /// AAAI 2015.
    public var expectedCalibrationError: Double {
        let total = bins.reduce(0) { $0 + $1.count }
        let sum = bins.reduce(0.0) { $0 + Double($1.count) * abs($1.accuracy - $1.confidence) }
        return sum / Double(max(1, total))
    }
}
