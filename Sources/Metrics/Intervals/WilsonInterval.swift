/// The Wilson score interval of a share: the values of the true share that the observed one does not rule out.
///
/// Unlike the textbook interval `p ± z·√(p(1−p)/n)` it stays inside `0 ... 1` and has width at 0 and 1, where
/// test sets of a few dozen images often land.
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
public struct WilsonInterval: Hashable, Sendable, Codable {
    /// The lower end, in `0 ... 1`.
    public let lower: Double

    /// The upper end, in `0 ... 1`.
    public let upper: Double

    /// How often such an interval contains the true share, for example 0.95.
    public let confidence: Double

    /// Computes the interval; without trials it is `0 ... 1`.
    ///
    /// - Parameters:
    ///   - successes: How often it went right, in `0 ... trials`.
    ///   - trials: How often it was tried.
    ///   - confidence: The wanted coverage, strictly between 0 and 1.
    /// - Precondition: The three values are in their ranges.
    public init(successes: Int, trials: Int, confidence: Double = 0.95) {
        precondition(
            successes >= 0 && successes <= trials, "\(successes) successes of \(trials) trials")
        precondition(confidence > 0 && confidence < 1, "confidence \(confidence) is not between 0 and 1")
        self.confidence = confidence
        guard trials > 0 else {
            lower = 0
            upper = 1
            return
        }
        let z = NormalDistribution.upperQuantile(twoTails: 1 - confidence)
        let n = Double(trials)
        let share = Double(successes) / n
        let shrinkage = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / shrinkage
        let halfWidth = z / shrinkage * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // The ends are exact at the extremes, where rounding would leave 1e-17 instead of 0.
        lower = successes == 0 ? 0 : max(0, centre - halfWidth)
        upper = successes == trials ? 1 : min(1, centre + halfWidth)
    }
}
