/// How the share of mistakes grows while more and more predictions are trusted, the most confident first.
///
/// The confidence of a prediction is the probability of the predicted class. Coverage is the share of the
/// images that are answered, risk the share of mistakes among those.
/// Source: Geifman & El-Yaniv, "Selective classification for deep neural networks", 2017,
/// <https://arxiv.org/abs/1705.08500>.
public struct RiskCoverageCurve: Hashable, Sendable, Codable {
    /// What follows when predictions from one confidence on are trusted.
    public struct Point: Hashable, Sendable, Codable {
        /// The lowest confidence that is trusted.
        public let threshold: Double
        /// The share of images that are answered; greater than 0, at most 1.
        public let coverage: Double
        /// The share of mistakes among the answered ones; in `0 ... 1`.
        public let risk: Double
    }

    /// Points by rising coverage, the last at coverage 1.
    ///
    /// Predictions of equal confidence are trusted together, therefore a set with few distinct confidences
    /// has few points.
    public let points: [Point]

    /// The area under the curve (AURC): the mean over i = 1 … N of the risk among the i most confident ones;
    /// in `0 ... 1`, lower is better.
    ///
    /// Among equal confidences it is the expectation over their orders, so that the order of images does not
    /// matter. Computed from all images, however few points are kept.
    /// Source: Geifman, Uziel & El-Yaniv, "Bias-reduced uncertainty estimation for deep neural classifiers",
    /// 2019, <https://arxiv.org/abs/1805.08206>.
    public let area: Double

    /// Computes the curve. Complexity: O(*N* (K + log *N*)).
    ///
    /// - Parameters:
    ///   - table: The predicted probabilities, `[N, K]`.
    ///   - labels: The true class of each row.
    ///   - pointLimit: About how many points are kept: of the points in each `1 / pointLimit` of coverage the
    ///     last.
    /// - Precondition: `pointLimit` is positive.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public init(_ table: ProbabilityTable, labels: [Int], pointLimit: Int = 100) throws(MetricsError) {
        precondition(pointLimit > 0, "a curve of \(pointLimit) points")
        try table.check(labels: labels)
        let answers = labels.indices.map { row in
            let prediction = table.prediction(row: row)
            return (confidence: table[row: row, column: prediction], isWrong: prediction != labels[row])
        }.sorted { $0.confidence > $1.confidence }

        let total = Double(answers.count)
        var points = [Point]()
        var area = 0.0
        var mistakes = 0
        var start = 0
        while start < answers.count {
            let confidence = answers[start].confidence
            var end = start
            var wrong = 0
            while end < answers.count, answers[end].confidence == confidence {
                if answers[end].isWrong { wrong += 1 }
                end += 1
            }
            let share = ratio(wrong, end - start)
            for answered in start + 1...end {
                area += (Double(mistakes) + share * Double(answered - start)) / Double(answered)
            }
            mistakes += wrong
            let point = Point(
                threshold: confidence, coverage: ratio(end, answers.count), risk: ratio(mistakes, end))
            if let last = points.last,
                Self.part(last.coverage, of: pointLimit) == Self.part(point.coverage, of: pointLimit)
            {
                points.removeLast()
            }
            points.append(point)
            start = end
        }
        self.points = points
        self.area = area / total
    }

    private static func part(_ coverage: Double, of count: Int) -> Int {
        Int((coverage * Double(count)).rounded(.up))
    }
}
