import Glibc

/// What resampling and leaving out tell about a score.
package struct BootstrapDistribution: Sendable {
    /// The score of the images themselves.
    package let estimate: Double

    /// The scores of the resamples by rising value.
    package let replicates: [Double]

    /// The scores without each of several groups of images of equal size.
    package let jackknife: [Double]

    init(estimate: Double, replicates: [Double], jackknife: [Double]) {
        self.estimate = estimate
        self.replicates = replicates.sorted()
        self.jackknife = jackknife
    }

    /// Whether all resamples have one score but for rounding, which says nothing about its scatter.
    package var isDegenerate: Bool { isDegenerate(scale: max(1, abs(estimate))) }

    /// Whether all resamples have one score but for rounding.
    ///
    /// - Parameter scale: The size of the numbers that the score was made from, which decides how far rounding
    ///   goes.
    package func isDegenerate(scale: Double) -> Bool {
        guard let first = replicates.first, let last = replicates.last else { return true }
        return last - first <= 1e-12 * scale
    }

    /// The percentile interval: between the `(1 − confidence) / 2` quantiles at both ends.
    package func percentileInterval(confidence: Double) -> ConfidenceInterval {
        let tail = (1 - confidence) / 2
        return ConfidenceInterval(
            lower: quantile(tail), upper: quantile(1 - tail), confidence: confidence)
    }

    /// The bias-corrected and accelerated interval (BCa): the quantiles are moved by how far the estimate lies
    /// from the middle of the resamples and by how its scatter changes with its value.
    ///
    /// The acceleration comes from leaving out groups of images; for equal groups the skewness of their
    /// influences over the root of their number is that of single images over the root of theirs.
    /// Source: Efron, "Better bootstrap confidence intervals", JASA 82 (1987).
    package func interval(confidence: Double) -> ConfidenceInterval {
        let tail = (1 - confidence) / 2
        return ConfidenceInterval(
            lower: quantile(moved(tail)), upper: quantile(moved(1 - tail)), confidence: confidence)
    }

    private func moved(_ probability: Double) -> Double {
        let shift = bias + NormalDistribution.quantile(probability)
        let scale = 1 - acceleration * shift
        // Beyond its pole the formula means nothing; the end of the resamples is the best that is known.
        guard scale > 0 else { return probability < 0.5 ? 0 : 1 }
        return NormalDistribution.cumulative(bias + shift / scale)
    }

    /// The normal quantile of the share of resamples below the estimate, where equal ones, but for rounding, count a
    /// half.
    private var bias: Double {
        let tolerance = 1e-12 * abs(estimate)
        let below = replicates.count { $0 < estimate - tolerance }
        let equal = replicates.count { abs($0 - estimate) <= tolerance }
        let count = Double(replicates.count)
        let share = (Double(below) + Double(equal) / 2) / count
        return NormalDistribution.quantile(min(max(share, 0.5 / count), 1 - 0.5 / count))
    }

    private var acceleration: Double {
        let mean = jackknife.reduce(0, +) / Double(max(1, jackknife.count))
        var squares = 0.0
        var cubes = 0.0
        for value in jackknife {
            let influence = mean - value
            squares += influence * influence
            cubes += influence * influence * influence
        }
        return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    }

    /// The value below which a share of the resamples lies, between neighbours in proportion.
    private func quantile(_ share: Double) -> Double {
        let position = min(max(share * Double(replicates.count + 1) - 1, 0), Double(replicates.count - 1))
        let index = min(Int(position), replicates.count - 1)
        let next = min(index + 1, replicates.count - 1)
        return replicates[index] + (position - Double(index)) * (replicates[next] - replicates[index])
    }
}
