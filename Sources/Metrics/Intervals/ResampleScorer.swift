/// Scores images each of which counts any number of times.
///
/// Everything that does not depend on the numbers is computed once; one scoring is O(*N* + K), with rankings
/// O(*N* K).
struct ResampleScorer: Sendable {
    /// The number of images, N.
    let rowCount: Int

    private let classCount: Int
    private let labels: [Int32]
    private let predictions: [Int32]
    private let logLosses: [Double]
    private let brierScores: [Double]
    private let rankings: [Ranking]

    init(_ table: ProbabilityTable, labels: [Int], isRanked: Bool) throws(MetricsError) {
        try table.check(labels: labels)
        rowCount = labels.count
        classCount = table.classCount
        self.labels = labels.map { Int32($0) }
        predictions = table.predictions.map { Int32($0) }
        logLosses = labels.indices.map { table.logLoss(row: $0, label: labels[$0]) }
        brierScores = labels.indices.map { table.brierScore(row: $0, label: labels[$0]) }
        rankings =
            !isRanked
            ? []
            : (0..<table.classCount).map { column in
                Ranking(scores: table.column(column), isPositive: labels.map { $0 == column })
            }
    }

    /// Whether every image was predicted right.
    var isPerfect: Bool { labels == predictions }

    /// The scores of images that count as often as the weights say, `[N]`.
    func scores(weights: [Int32]) -> ResampledScores {
        var margins = ConfusionMargins(classCount: classCount)
        var logLoss = 0.0
        var brierScore = 0.0
        var total = 0
        // No branches: whether an image was drawn, or is right, cannot be foreseen.
        for (row, weight) in weights.enumerated() {
            let count = Int(weight)
            let label = Int(labels[row])
            let prediction = Int(predictions[row])
            total += count
            margins.support[label] += count
            margins.predicted[prediction] += count
            margins.correct[label] += label == prediction ? count : 0
            logLoss += Double(weight) * logLosses[row]
            brierScore += Double(weight) * brierScores[row]
        }
        let ranked = rankings.map { $0.scores(weights: weights) }
        return ResampledScores(
            balancedAccuracy: margins.balancedAccuracy, macroF1: margins.macroF1,
            weightedF1: margins.weightedF1, cohensKappa: margins.cohensKappa,
            matthewsCorrelation: margins.matthewsCorrelation, logLoss: logLoss / Double(total),
            brierScore: brierScore / Double(total),
            macroROCAUC: meanOfDefined(ranked.map(\.areaUnderROC)),
            macroAveragePrecision: meanOfDefined(ranked.map(\.averagePrecision)))
    }
}
