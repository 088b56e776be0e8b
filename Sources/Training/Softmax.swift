import Glibc

/// The softmax function and its logarithm, stable for logits of any size.
enum Softmax {
    /// Replaces logits by their probabilities and returns the logarithm of the sum of their exponentials.
    ///
    /// The largest logit is subtracted first, so that nothing overflows and the sum is at least 1.
    ///
    /// - Parameters:
    ///   - values: Rows of logits; the entries in `row` are replaced.
    ///   - row: The positions of one row.
    static func normalise(_ values: inout MutableSpan<Double>, row: Range<Int>) -> Double {
        var largest = -Double.infinity
        for index in row { largest = max(largest, values[index]) }
        var sum = 0.0
        for index in row {
            let exponential = exp(values[index] - largest)
            values[index] = exponential
            sum += exponential
        }
        let reciprocal = 1 / sum
        for index in row { values[index] *= reciprocal }
        return largest + log(sum)
    }

    /// The probabilities that belong to rows of logits at a temperature, `softmax(logits / temperature)`.
    ///
    /// - Parameters:
    ///   - logits: `[N, K]` in row-major order.
    ///   - classCount: K.
    ///   - temperature: A positive number; above 1 it makes predictions less certain.
    static func probabilities(_ logits: [Double], classCount: Int, temperature: Double = 1) -> [Double] {
        var values = temperature == 1 ? logits : logits.map { $0 / temperature }
        var span = values.mutableSpan
        for start in stride(from: 0, to: span.count, by: classCount) {
            _ = normalise(&span, row: start..<start + classCount)
        }
        return values
    }

    /// The mean negative log-probability of the true classes, in nats, computed from the logits.
    static func meanLogLoss(_ logits: [Double], labels: [Int], classCount: Int) -> Double {
        var row = [Double](repeating: 0, count: classCount)
        var sum = 0.0
        for (index, label) in labels.enumerated() {
            for column in 0..<classCount { row[column] = logits[index * classCount + column] }
            var span = row.mutableSpan
            sum += normalise(&span, row: 0..<classCount) - logits[index * classCount + label]
        }
        return sum / Double(labels.count)
    }
}
