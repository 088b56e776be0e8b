package import Tensors

/// The change of variables under which the head is trained: features minus their mean, over one common scale.
///
/// After it the mean squared length of a row is 1 for every backbone, so that one path of strengths fits all,
/// and the mean no longer dominates the curvature, so that the minimiser needs far fewer steps. Neither changes what a
/// linear layer with free biases can express: weights and biases are carried back exactly.
/// Statistics use no labels, and shifting all features alike leaks nothing between folds.
package struct FeatureScaling: Hashable, Sendable {
    /// The mean of each feature over the training rows.
    let mean: [Double]

    /// The root of the mean squared distance of a row from the mean; 1 where all rows are equal.
    package let scale: Double

    /// Measures a training set.
    package init(_ features: Tensor<Float>) {
        let rowCount = features.shape[0]
        let columnCount = features.shape[1]
        let values = features.values.span
        var mean = [Double](repeating: 0, count: columnCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount { mean[column] += Double(values[row * columnCount + column]) }
        }
        for column in mean.indices { mean[column] /= Double(max(1, rowCount)) }
        var squares = 0.0
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                let difference = Double(values[row * columnCount + column]) - mean[column]
                squares += difference * difference
            }
        }
        self.mean = mean
        let spread = (squares / Double(max(1, rowCount))).squareRoot()
        scale = spread > 0 ? spread : 1
    }

    /// The scaled rows with a last column of ones, which carries the bias: `[N, D + 1]`.
    package func pack(_ features: Tensor<Float>) -> PackedMatrix {
        let rowCount = features.shape[0]
        let columnCount = features.shape[1]
        var matrix = PackedMatrix(rowCount: rowCount, columnCount: columnCount + 1)
        let values = features.values.span
        let lanes = PackedMatrix.Block.scalarCount
        let width = matrix.blocksPerRow
        var blocks = matrix.blocks.mutableSpan
        let shift = mean.map { Float($0) }
        let factor = Float(1 / scale)
        for row in 0..<rowCount {
            for block in 0..<width {
                var lane = PackedMatrix.Block.zero
                let first = block * lanes
                for column in first..<min(first + lanes, columnCount) {
                    lane[column - first] = (values[row * columnCount + column] - shift[column]) * factor
                }
                if columnCount - first < lanes && columnCount >= first { lane[columnCount - first] = 1 }
                blocks[row * width + block] = lane
            }
        }
        return matrix
    }

    /// The head for unscaled features that gives the same logits as `parameters`, `[K, D + 1]`, for scaled ones.
    package func unscale(_ parameters: PackedMatrix) -> LinearHead {
        let classCount = parameters.rowCount
        let columnCount = mean.count
        var weights = [Float](repeating: 0, count: classCount * columnCount)
        var biases = [Float](repeating: 0, count: classCount)
        for row in 0..<classCount {
            var bias = Double(parameters[row, columnCount])
            for column in 0..<columnCount {
                let weight = Double(parameters[row, column]) / scale
                weights[row * columnCount + column] = Float(weight)
                // `pack` subtracts the mean as a Float, so that is what the bias makes up for.
                bias -= weight * Double(Float(mean[column]))
            }
            biases[row] = Float(bias)
        }
        return LinearHead(
            weight: Tensor(shape: [classCount, columnCount], values: weights),
            bias: Tensor(shape: [classCount], values: biases))
    }
}
