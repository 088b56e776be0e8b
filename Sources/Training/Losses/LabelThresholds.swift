/// From which probability on each label of a multilabel problem counts as present.
public struct LabelThresholds: Hashable, Sendable, Codable {
    /// One threshold for each label, `[K]`; a label is present where its probability is at least that.
    public let values: [Float]

    /// Makes thresholds.
    public init(_ values: [Float]) {
        self.values = values
    }

    /// The threshold 0.5 for each label.
    public init(labelCount: Int) {
        values = [Float](repeating: 0.5, count: labelCount)
    }

    /// Chooses for each label the threshold with the highest F1 on validation data.
    ///
    /// Tried are the borders between neighbouring probabilities that differ, and the border below the lowest;
    /// a threshold lies in the middle between its neighbours. Among equal F1 the one nearest to 0.5 is taken,
    /// and of two as near the higher one. A label that no validation image has keeps 0.5. F1 is compared in
    /// whole numbers. Complexity: O(*K N* log *N*).
    ///
    /// - Parameters:
    ///   - probabilities: `[N, K]` in row-major order, in `0 ... 1`.
    ///   - labels: Which labels each image has, `[N, K]` in row-major order.
    ///   - labelCount: K.
    /// - Precondition: The counts agree.
    public init(choosingFor probabilities: [Float], labels: [Bool], labelCount: Int) {
        precondition(
            labelCount > 0 && probabilities.count == labels.count
                && labels.count.isMultiple(of: labelCount),
            "\(probabilities.count) probabilities and \(labels.count) labels for \(labelCount) labels a row")
        values = (0..<labelCount).map { column in
            let rows = stride(from: column, to: labels.count, by: labelCount)
            return Self.best(rows.map { (probabilities[$0], labels[$0]) })
        }
    }

    private static func best(_ images: [(probability: Float, isPresent: Bool)]) -> Float {
        let presentCount = images.count { $0.isPresent }
        guard presentCount > 0 else { return 0.5 }
        let sorted = images.sorted { $0.probability > $1.probability }
        var found = 0
        // 2·TP / (2·TP + FP + FN) has the denominator predicted + present.
        var best = (found: 0, predicted: 0, threshold: Float(0.5))
        for (index, image) in sorted.enumerated() {
            if image.isPresent { found += 1 }
            let next = index + 1 < sorted.count ? sorted[index + 1].probability : 0
            guard index + 1 == sorted.count || next < image.probability else { continue }
            let threshold = border(above: next, upTo: image.probability)
            let gain = found * (best.predicted + presentCount) - best.found * (index + 1 + presentCount)
            if gain > 0 || (gain == 0 && abs(threshold - 0.5) < abs(best.threshold - 0.5)) {
                best = (found, index + 1, threshold)
            }
        }
        return best.threshold
    }

    /// A number greater than `low`, if there is one up to `high`, and not greater than `high`.
    private static func border(above low: Float, upTo high: Float) -> Float {
        let middle = low + (high - low) / 2
        return middle > low ? middle : high
    }
}
