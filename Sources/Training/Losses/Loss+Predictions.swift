internal import Networks

extension Loss {
    /// What outputs say, in the form that targets have.
    ///
    /// - Multiclass: the class with the highest output; of equal ones the first.
    /// - Binary: class 1 where the output is at least 0.5.
    /// - Multilabel: the labels whose outputs reach their thresholds.
    /// - Regression: the outputs.
    ///
    /// - Parameters:
    ///   - outputs: `[N, K]` in row-major order, after `activation`.
    ///   - columnCount: K; 1 for binary problems.
    ///   - thresholds: Those of a multilabel problem; nil for 0.5 everywhere.
    /// - Precondition: The counts agree.
    public func predictions(
        outputs: [Float], columnCount: Int, thresholds: LabelThresholds? = nil
    ) -> Targets.Values {
        precondition(
            columnCount > 0 && outputs.count.isMultiple(of: columnCount),
            "\(outputs.count) outputs are no whole rows of \(columnCount)")
        switch kind {
        case .binary:
            precondition(columnCount == 1, "\(columnCount) outputs for a binary problem, which has 1")
            return .classes(outputs.map { $0 >= 0.5 ? 1 : 0 })
        case .multiclass:
            return .classes(
                stride(from: 0, to: outputs.count, by: columnCount).map { start in
                    var best = 0
                    for column in 1..<columnCount where outputs[start + column] > outputs[start + best] {
                        best = column
                    }
                    return best
                })
        case .multilabel:
            let limits = thresholds ?? LabelThresholds(labelCount: columnCount)
            precondition(
                limits.values.count == columnCount,
                "\(limits.values.count) thresholds for \(columnCount) labels")
            return .labels(
                outputs.indices.map { outputs[$0] >= limits.values[$0 % columnCount] },
                labelCount: columnCount)
        case .regression: return .numbers(outputs, columnCount: columnCount)
        }
    }
}
