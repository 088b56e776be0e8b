package import Datasets
internal import Glibc
package import Metrics
internal import Tensors
internal import Training

/// What training divides the values of an unbounded regression by, so that rates and losses mean the same whatever the
/// values measure: each gets the mean 0 and the standard deviation 1 over the training images.
///
/// The last layer of the finished model gives the data's own units.
package struct ValueScaling: Hashable {
    /// The mean of each value.
    let means: [Double]
    /// The standard deviation of each value; 1 where all are the same.
    let deviations: [Double]

    /// - Returns: nil where the loss has no values, or they are bounded.
    init?(_ samples: [Sample], _ loss: Loss) {
        guard case .regression(let regression) = loss, !regression.isBounded else { return nil }
        self.init(samples)
    }

    /// - Parameter samples: The training images.
    /// - Returns: nil where there are no images, or they have no values.
    package init?(_ samples: [Sample]) {
        guard let first = samples.first, !first.values.isEmpty else { return nil }
        let count = Double(samples.count)
        let means = first.values.indices.map { column in
            samples.reduce(0.0) { $0 + Double($1.values[column]) } / count
        }
        self.means = means
        deviations = means.indices.map { column in
            let squares = samples.reduce(0.0) { sum, sample in
                let distance = Double(sample.values[column]) - means[column]
                return sum + distance * distance
            }
            let deviation = (squares / count).squareRoot()
            return deviation > 0 ? deviation : 1
        }
    }

    /// Values of the data in standard deviations from the mean.
    func standardized(_ values: [Float]) -> [Float] {
        values.indices.map { Float((Double(values[$0]) - means[$0]) / deviations[$0]) }
    }

    /// Answers of the network in training, in the data's own units.
    func restored(_ answers: [Double]) -> [Double] {
        answers.indices.map { answers[$0] * deviations[$0] + means[$0] }
    }

    /// A last layer that gives standard deviations in place of the data's own units.
    func standardized(_ head: LinearHead) -> LinearHead {
        map(head) { row, weight in
            Double(weight) / deviations[row]
        } bias: { row, bias in
            (Double(bias) - means[row]) / deviations[row]
        }
    }

    /// A last layer that gives the data's own units in place of standard deviations.
    func restored(_ head: LinearHead) -> LinearHead {
        map(head) { row, weight in
            Double(weight) * deviations[row]
        } bias: { row, bias in
            Double(bias) * deviations[row] + means[row]
        }
    }

    /// How far off predictions are, in one number for all values: the mean of the root mean squared errors, each
    /// in standard deviations of its value, so that none weighs more for the unit that it is measured in.
    ///
    /// - Precondition: The report's outputs are the values.
    package func relativeError(_ report: RegressionReport) -> Double {
        precondition(
            report.outputs.count == deviations.count,
            "\(report.outputs.count) outputs of \(deviations.count) values")
        let errors = zip(report.outputs, deviations).map { $0.rootMeanSquaredError / $1 }
        return errors.reduce(0, +) / Double(errors.count)
    }

    private func map(
        _ head: LinearHead, weight: (Int, Float) -> Double, bias: (Int, Float) -> Double
    ) -> LinearHead {
        let columnCount = head.weight.shape[1]
        let weights = head.weight.values.enumerated().map { Float(weight($0 / columnCount, $1)) }
        let biases = head.bias.values.enumerated().map { Float(bias($0, $1)) }
        return LinearHead(
            weight: Tensor(shape: head.weight.shape, values: weights),
            bias: Tensor(shape: head.bias.shape, values: biases))
    }
}
