/// Intervals of a classifier's scores by resampling its images with replacement (the bootstrap).
///
/// The intervals are bias-corrected and accelerated. This is how many of 2,000 simulated test sets have a 95 %
/// interval that contains the true score, in % (1,000 resamples, three classes; `CoverageTests` repeats it):
///
///                           200 images, accuracy 0.77    100 images, accuracy 0.97
///                           percentile   corrected       percentile   corrected
///     balanced accuracy        94.7         95.1            86.7         93.1
///     macro F1                 95.3         95.9            89.4         94.2
///     weighted F1              95.1         95.5            83.7         94.6
///     Cohen's kappa            95.7         95.8            91.7         94.4
///     Matthews correlation     95.8         95.9            89.0         94.3
///     log loss                 94.6         94.8            89.1         91.1
///     Brier score              94.4         94.7            89.5         92.1
///     macro ROC AUC            94.3         95.0            76.9         86.2
///     macro average precision  94.2         95.0            76.9         84.5
///     accuracy (Wilson)               95.1                         96.7
///     recall (Wilson)             94.9 to 95.4                 94.6 to 95.9
///
/// With about three mistakes among the images, nothing that can be resampled tells of rarer and worse ones:
/// areas and losses are then less certain than their intervals say.
///
/// Complexity: O(*B N*) for *B* resamples of *N* images, O(*B N* K) with the ranked metrics; O(*N* K) memory.
/// Source: Efron & Tibshirani, "An introduction to the bootstrap", 1993, chapter 14.
public struct ClassificationBootstrap: Sendable {
    private let metrics: Set<ResampledMetric>
    private let scorer: ResampleScorer

    /// Prepares predictions for resampling.
    ///
    /// - Parameters:
    ///   - table: The predicted probabilities, `[N, K]`.
    ///   - labels: The true class of each row.
    ///   - metrics: The scores wanted.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public init(
        _ table: ProbabilityTable, labels: [Int],
        metrics: Set<ResampledMetric> = Set(ResampledMetric.allCases)
    ) throws(MetricsError) {
        self.metrics = metrics
        scorer = try ResampleScorer(
            table, labels: labels, isRanked: !metrics.isDisjoint(with: ResampledMetric.ranked))
    }

    /// The intervals of the scores, the same for the same state of the generator.
    ///
    /// A score has none where all resamples give one value, or where it is not defined in a tenth of them.
    /// Where every image was predicted right, resampling cannot show a mistake; balanced accuracy and the F1
    /// scores then take the lower end of Wilson's interval of the accuracy, as a share of their value, and
    /// kappa and correlation have none.
    ///
    /// - Parameters:
    ///   - resampleCount: The number of resamples, B.
    ///   - confidence: The wanted coverage, strictly between 0 and 1.
    ///   - generator: One number is drawn from it, which seeds the resamples.
    /// - Precondition: The number of resamples is positive and the confidence in its range.
    public func intervals(
        resampleCount: Int = 1_000, confidence: Double = 0.95,
        using generator: inout some RandomNumberGenerator
    ) -> [ResampledMetric: ConfidenceInterval] {
        precondition(confidence > 0 && confidence < 1, "confidence \(confidence) is not between 0 and 1")
        var intervals = distributions(resampleCount: resampleCount, using: &generator)
            .filter { !$0.value.isDegenerate }
            .mapValues { $0.interval(confidence: confidence) }
        guard scorer.isPerfect else { return intervals }
        for metric in [ResampledMetric.cohensKappa, .matthewsCorrelation] { intervals[metric] = nil }
        let share = WilsonInterval(
            successes: scorer.rowCount, trials: scorer.rowCount, confidence: confidence)
        let scores = scorer.scores(weights: [Int32](repeating: 1, count: scorer.rowCount))
        for metric in metrics.intersection([.balancedAccuracy, .macroF1, .weightedF1]) {
            intervals[metric] = scores[metric].map {
                ConfidenceInterval(lower: $0 * share.lower, upper: $0, confidence: confidence)
            }
        }
        return intervals
    }

    /// The scores of all resamples, by metric; metrics that too few resamples define are left out.
    package func distributions(
        resampleCount: Int, using generator: inout some RandomNumberGenerator
    ) -> [ResampledMetric: BootstrapDistribution] {
        var resampling = Resampling(rowCount: scorer.rowCount, seed: generator.next())
        return resampling.distributions(of: metrics, resampleCount: resampleCount) { weights in
            let scores = scorer.scores(weights: weights)
            return { scores[$0] }
        }
    }
}
