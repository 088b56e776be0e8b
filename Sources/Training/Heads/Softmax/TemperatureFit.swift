import Glibc

/// Fits the temperature that makes probabilities as certain as they are right.
///
/// The loss of held-out logits divided by T is convex in β = 1/T, so one number in log T has one minimum. Held-out
/// images that are all right would send T to 0 and claim certainty after ten photographs. So the targets give each
/// image's true class 1 − ε and spread ε = 1 / (N + 2) evenly over the others, which keeps T away from 0 on small
/// sets and vanishes on large ones.
/// Source of temperature scaling: Guo et al., section 4, <https://arxiv.org/abs/1706.04599>. Source of the targets:
/// Platt, "Probabilistic outputs for support vector machines", 1999, for two classes.
package enum TemperatureFit {
    /// The temperatures that can come out.
    package static let range = 0.01...100.0

    /// The temperature with the least loss.
    ///
    /// - Parameters:
    ///   - logits: Held-out logits, `[N, K]` in row-major order.
    ///   - labels: The true class of each row.
    ///   - classCount: K, at least 2.
    /// - Returns: A number in `range`; 1 if there are no rows or the logits say nothing.
    package static func temperature(logits: [Double], labels: [Int], classCount: Int) -> Double {
        guard !labels.isEmpty else { return 1 }
        // Bisection on the sign of the slope in log β: 60 halvings of a range of e^9 reach the last digit.
        var low = -log(range.upperBound)
        var high = -log(range.lowerBound)
        let initial = slope(at: 1, logits, labels, classCount)
        guard initial != 0 else { return 1 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if slope(at: exp(middle), logits, labels, classCount) > 0 { high = middle } else { low = middle }
        }
        return exp(-(low + high) / 2)
    }

    /// The derivative of the summed loss with respect to β: the expected logit minus the target's.
    private static func slope(
        at beta: Double, _ logits: [Double], _ labels: [Int], _ classCount: Int
    ) -> Double {
        let smoothing = 1 / Double(labels.count + 2)
        let otherShare = smoothing / Double(classCount - 1)
        var row = [Double](repeating: 0, count: classCount)
        var span = row.mutableSpan
        var total = 0.0
        for (index, label) in labels.enumerated() {
            let start = index * classCount
            for column in 0..<classCount { span[column] = beta * logits[start + column] }
            _ = Softmax.normalise(&span, row: 0..<classCount)
            for column in 0..<classCount {
                let target = column == label ? 1 - smoothing : otherShare
                total += (span[column] - target) * logits[start + column]
            }
        }
        return total
    }
}
