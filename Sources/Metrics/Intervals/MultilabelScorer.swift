/// Scores images of which each has any number of labels and counts any number of times.
///
/// Everything that does not depend on the numbers is computed once; one scoring is O(*N* + K + L) for L labels
/// that hold or are predicted, with rankings O(*N* K).
struct MultilabelScorer: Sendable {
    /// A label that an image has, or is predicted to have.
    private struct Mark {
        let column: Int32
        /// 1 where it is predicted, else 0.
        let predicted: Int32
        /// 1 where it is true, else 0.
        let support: Int32
    }

    /// The number of images, N.
    let rowCount: Int
    /// Whether all labels of all images are predicted right.
    let isPerfect: Bool
    /// Whether each label has an image.
    let hasEveryLabel: Bool

    private let labelCount: Int
    private let marks: [Mark]
    /// Where the marks of each image begin, and where those of the last one end, `[N + 1]`.
    private let starts: [Int]
    /// The number of wrong entries of each image.
    private let mistakes: [Int32]
    private let f1: [Double]
    private let logLosses: [Double]
    private let brierScores: [Double]
    private let rankings: [Ranking]

    init(_ table: MultilabelTable, isRanked: Bool) {
        rowCount = table.rowCount
        labelCount = table.labelCount
        var marks: [Mark] = []
        var starts = [0]
        for row in 0..<table.rowCount {
            for column in 0..<table.labelCount {
                let entry = table.entry(row: row, column: column)
                guard entry.isPredicted || entry.isTrue else { continue }
                marks.append(
                    Mark(
                        column: Int32(column), predicted: entry.isPredicted ? 1 : 0,
                        support: entry.isTrue ? 1 : 0))
            }
            starts.append(marks.count)
        }
        self.marks = marks
        self.starts = starts
        let counts = (0..<table.rowCount).map { table.counts(row: $0) }
        mistakes = counts.map { Int32($0.predicted + $0.support - 2 * $0.correct) }
        isPerfect = mistakes.allSatisfy { $0 == 0 }
        hasEveryLabel = (0..<table.labelCount).allSatisfy { table.counts(column: $0).support > 0 }
        f1 = counts.map(\.scores.f1)
        logLosses = (0..<table.rowCount).map { table.logLoss(row: $0) }
        brierScores = (0..<table.rowCount).map { table.brierScore(row: $0) }
        rankings = isRanked ? (0..<table.labelCount).map { table.ranking(column: $0) } : []
    }

    /// The scores of images that count as often as the weights say, `[N]`; `nil` where one is not defined, or
    /// needs rankings that were not asked for.
    func scores(weights: [Int32]) -> [MultilabelMetric: Double] {
        var margins = ConfusionMargins(classCount: labelCount)
        var total = 0
        var mistakes = 0
        var sums = (f1: 0.0, logLoss: 0.0, brierScore: 0.0)
        for (row, weight) in weights.enumerated() where weight > 0 {
            let count = Int(weight)
            total += count
            mistakes += count * Int(self.mistakes[row])
            sums.f1 += Double(weight) * f1[row]
            sums.logLoss += Double(weight) * logLosses[row]
            sums.brierScore += Double(weight) * brierScores[row]
            for index in starts[row]..<starts[row + 1] {
                let mark = marks[index]
                let column = Int(mark.column)
                margins.support[column] += count * Int(mark.support)
                margins.predicted[column] += count * Int(mark.predicted)
                margins.correct[column] += count * Int(mark.support & mark.predicted)
            }
        }
        let ranked = rankings.map { $0.scores(weights: weights) }
        let correct = margins.correct.reduce(0, +)
        let marked = margins.predicted.reduce(0, +) + margins.support.reduce(0, +)
        var scores: [MultilabelMetric: Double] = [
            .microF1: ratio(2 * correct, marked), .macroF1: margins.macroF1,
            .weightedF1: margins.weightedF1, .samplesF1: sums.f1 / Double(total),
            .hammingLoss: ratio(mistakes, total * labelCount), .logLoss: sums.logLoss / Double(total),
            .brierScore: sums.brierScore / Double(total),
        ]
        scores[.meanAveragePrecision] = meanOfDefined(ranked.map(\.averagePrecision))
        scores[.macroROCAUC] = meanOfDefined(ranked.map(\.areaUnderROC))
        return scores
    }
}
