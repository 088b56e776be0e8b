/// Checked predicted and true numbers, `[N, D]` each.
struct RegressionTable {
    private let predictions: [Double]
    private let targets: [Double]

    /// The number of outputs, D.
    let outputCount: Int

    /// The number of images, N.
    var rowCount: Int { targets.count / outputCount }

    init(predictions: [Double], targets: [Double], names: [String]) throws(MetricsError) {
        outputCount = names.count
        guard outputCount > 0 else { throw .noClasses }
        guard predictions.count.isMultiple(of: outputCount) else {
            throw .raggedTable(valueCount: predictions.count, classCount: outputCount)
        }
        guard targets.count == predictions.count else {
            throw .entryCount(truths: targets.count, predictions: predictions.count)
        }
        guard !targets.isEmpty else { throw .noRows }
        for values in [predictions, targets] {
            for (index, value) in values.enumerated() where !value.isFinite {
                throw .notFinite(row: index / outputCount, column: index % outputCount, value: value)
            }
        }
        self.predictions = predictions
        self.targets = targets
    }

    /// The predictions of one output, in row order.
    func predictions(column: Int) -> [Double] {
        stride(from: column, to: predictions.count, by: outputCount).map { predictions[$0] }
    }

    /// The targets of one output, in row order.
    func targets(column: Int) -> [Double] {
        stride(from: column, to: targets.count, by: outputCount).map { targets[$0] }
    }
}
