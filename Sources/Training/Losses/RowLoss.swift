/// A loss of which each row's part depends on no other row.
protocol RowLoss {
    /// The loss of one row, weighted.
    ///
    /// - Parameters:
    ///   - logits: The row's logits; replaced by the derivatives of the loss with respect to them.
    ///   - row: Which row of the targets it is.
    ///   - targets: What the network should say.
    ///   - scratch: As many numbers as there are logits, to be overwritten.
    func evaluate(
        _ logits: inout MutableSpan<Double>, row: Int, of targets: Targets,
        scratch: inout MutableSpan<Double>
    ) -> Double

    /// What the row counts in a mean over rows.
    func weight(row: Int, of targets: Targets) -> Double
}

extension RowLoss {
    /// The sum over all rows and the gradient of that sum divided by `normalizer`; see
    /// `Loss.valueAndGradient(logits:rowCount:targets:normalizer:into:)`.
    ///
    /// A row is computed in `Double` whatever the type of logits and gradient is.
    func evaluate<Scalar: BinaryFloatingPoint>(
        _ logits: Span<Scalar>, targets: Targets, normalizer: Double, into gradient: inout MutableSpan<Scalar>
    ) -> Double {
        let rowCount = targets.rowCount
        guard rowCount > 0 else { return 0 }
        let columnCount = logits.count / rowCount
        var rowValues = [Double](repeating: 0, count: columnCount)
        var scratchValues = rowValues
        var row = rowValues.mutableSpan
        var scratch = scratchValues.mutableSpan
        var sum = 0.0
        for index in 0..<rowCount {
            let start = index * columnCount
            for column in 0..<columnCount { row[column] = Double(logits[start + column]) }
            sum += evaluate(&row, row: index, of: targets, scratch: &scratch)
            for column in 0..<columnCount {
                gradient[start + column] = normalizer > 0 ? Scalar(row[column] / normalizer) : 0
            }
        }
        return sum
    }
}
