import Tensors

/// A linear map in `Double`, as ridge regression finds it.
struct RidgeSolution: Sendable {
    /// The weights of each output, `[O, D]`.
    var weights: [[Double]]
    /// The biases, `[O]`.
    var biases: [Double]

    /// What the map says about some rows of a feature matrix.
    ///
    /// - Returns: One array for each output.
    func predictions(_ features: Tensor<Float>, rows: [Int]) -> [[Double]] {
        let featureCount = features.shape[1]
        let x = features.values.span
        return zip(weights, biases).map { weights, bias in
            let w = weights.span
            return rows.map { row in
                let start = row * featureCount
                var sums = SIMD4<Double>.zero
                var column = 0
                while column + 4 <= featureCount {
                    sums.x += Double(x[start + column]) * w[column]
                    sums.y += Double(x[start + column + 1]) * w[column + 1]
                    sums.z += Double(x[start + column + 2]) * w[column + 2]
                    sums.w += Double(x[start + column + 3]) * w[column + 3]
                    column += 4
                }
                while column < featureCount {
                    sums.x += Double(x[start + column]) * w[column]
                    column += 1
                }
                return bias + sums.sum()
            }
        }
    }
}

extension RidgeSolution {
    /// One output as a head of its own, rounded to 32 bits.
    func head(output: Int) -> LinearHead {
        LinearHead(
            weight: Tensor(shape: [1, weights[output].count], values: weights[output].map { Float($0) }),
            bias: Tensor(shape: [1], values: [Float(biases[output])]))
    }
}
