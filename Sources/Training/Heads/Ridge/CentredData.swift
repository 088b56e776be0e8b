import Tensors

/// Features and values measured from their means over all rows, in `Double`.
///
/// They are computed where they are needed: a copy in `Double` would take twice the memory of the features.
struct CentredData: Sendable {
    /// One row for each view, `[N, D]`.
    let features: Tensor<Float>
    /// The mean of each feature.
    private let featureMean: [Double]
    /// The values of each row, `[N, O]`.
    private let values: [Float]
    /// The mean of each output's values.
    private let valueMeans: [Double]

    /// Measures a training set.
    ///
    /// - Parameters:
    ///   - training: Features and values.
    ///   - featureMean: The mean of each feature.
    init(_ training: ValuedFeatures, featureMean: [Double]) {
        features = training.features
        values = training.values
        self.featureMean = featureMean
        let outputCount = training.outputCount
        valueMeans = (0..<outputCount).map { output in
            let sum = stride(from: output, to: training.values.count, by: outputCount).reduce(0) {
                $0 + Double(training.values[$1])
            }
            return sum / Double(training.rowCount)
        }
    }

    /// The number of features, D.
    var featureCount: Int { featureMean.count }

    /// The number of outputs, O.
    var outputCount: Int { valueMeans.count }

    /// The value of an output, measured from its mean.
    func value(row: Int, output: Int) -> Double {
        Double(values[row * outputCount + output]) - valueMeans[output]
    }

    /// The D features as vectors with one entry for each of some rows.
    func panelOfFeatures(rows: [Int]) -> RowPanel {
        var panel = RowPanel(vectorCount: featureCount, depth: rows.count)
        var blocks = panel.blocks.mutableSpan
        let (x, mean) = (features.values.span, featureMean.span)
        for (index, row) in rows.enumerated() {
            let start = row * featureCount
            for first in stride(from: 0, to: featureCount, by: 4) {
                var block = RowPanel.Block.zero
                for column in first..<min(first + 4, featureCount) {
                    block[column - first] = Double(x[start + column]) - mean[column]
                }
                blocks[first / 4 * rows.count + index] = block
            }
        }
        return panel
    }

    /// Some rows as vectors with one entry for each of some features.
    func panelOfRows(_ rows: [Int], columns: Range<Int>) -> RowPanel {
        var panel = RowPanel(vectorCount: rows.count, depth: columns.count)
        var blocks = panel.blocks.mutableSpan
        let (x, mean) = (features.values.span, featureMean.span)
        for (vector, row) in rows.enumerated() {
            let start = row * featureCount
            for column in columns {
                blocks[vector / 4 * columns.count + column - columns.lowerBound][vector % 4] =
                    Double(x[start + column]) - mean[column]
            }
        }
        return panel
    }

    /// The sum of some rows, each times a number: `[D]`.
    func combination(_ rows: [Int], factors: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: featureCount)
        var span = sums.mutableSpan
        let (x, mean) = (features.values.span, featureMean.span)
        for (index, row) in rows.enumerated() {
            let (start, factor) = (row * featureCount, factors[index])
            for column in 0..<featureCount {
                span[column] += factor * (Double(x[start + column]) - mean[column])
            }
        }
        return sums
    }

    /// The map for features and values as they are.
    ///
    /// - Parameters:
    ///   - weights: The weights of each output, `[O, D]`.
    ///   - featureMean: The mean of the rows learned from, measured as all features here.
    ///   - valueMeans: The same for the values.
    func solution(weights: [[Double]], featureMean: [Double], valueMeans: [Double]) -> RidgeSolution {
        let biases = weights.indices.map { output in
            var bias = self.valueMeans[output] + valueMeans[output]
            for (column, weight) in weights[output].enumerated() {
                bias -= weight * (self.featureMean[column] + featureMean[column])
            }
            return bias
        }
        return RidgeSolution(weights: weights, biases: biases)
    }
}
