import Glibc

/// What turns the last layer's logits into the answer that people read.
///
/// Losses take logits and contain the activation, which keeps them stable; prediction applies it.
public enum OutputActivation: String, Hashable, Sendable, Codable, CaseIterable {
    /// The logits are the answer.
    case none
    /// Each logit becomes a number in `0 ... 1` of its own.
    case sigmoid
    /// Each row becomes probabilities that add up to 1.
    case softmax

    /// Replaces rows of logits by outputs; computed in `Double`.
    ///
    /// - Parameters:
    ///   - values: `[N, K]` in row-major order.
    ///   - columnCount: K.
    /// - Precondition: `values.count` is a multiple of `columnCount`.
    public func apply(to values: inout MutableSpan<Float>, columnCount: Int) {
        precondition(
            columnCount > 0 && values.count.isMultiple(of: columnCount),
            "\(values.count) logits are no whole rows of \(columnCount)")
        switch self {
        case .none: break
        case .sigmoid:
            for index in values.indices { values[index] = Float(Logistic.sigmoid(Double(values[index]))) }
        case .softmax:
            var row = [Double](repeating: 0, count: columnCount)
            var span = row.mutableSpan
            for start in stride(from: 0, to: values.count, by: columnCount) {
                for column in 0..<columnCount { span[column] = Double(values[start + column]) }
                _ = Softmax.normalise(&span, row: 0..<columnCount)
                for column in 0..<columnCount { values[start + column] = Float(span[column]) }
            }
        }
    }
}
