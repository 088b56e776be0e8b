/// Scores the predictions of one number for images that count any number of times.
///
/// Everything that does not depend on the numbers is computed once; one scoring is O(*N*).
struct RegressionScorer: Sendable {
    /// The largest magnitude of predictions and targets, which decides how far rounding goes.
    let scale: Double

    private let errors: [Double]
    /// Targets and predictions less their means, without which sums of squares would cancel.
    private let targets: [Double]
    private let predictions: [Double]
    private let targetScatter: Double
    private let predictionScatter: Double
    /// The sizes of the errors by rising value, and the row of each.
    private let sizes: [Double]
    private let order: [Int32]

    init(predictions: [Double], targets: [Double]) {
        errors = zip(predictions, targets).map { $0 - $1 }
        self.targets = Self.centred(targets)
        self.predictions = Self.centred(predictions)
        targetScatter = self.targets.reduce(0) { $0 + $1 * $1 }
        predictionScatter = self.predictions.reduce(0) { $0 + $1 * $1 }
        let sorted = errors.enumerated().sorted {
            (abs($0.element), $0.offset) < (abs($1.element), $1.offset)
        }
        sizes = sorted.map { abs($0.element) }
        order = sorted.map { Int32($0.offset) }
        scale = (predictions + targets).reduce(0) { max($0, abs($1)) }
    }

    /// The scores of images that count as often as the weights say, `[N]`.
    ///
    /// R² is not defined where the targets of the images are all equal, nor the correlation where these or the
    /// predictions are.
    func scores(weights: [Int32]) -> [RegressionMetric: Double] {
        var count = 0.0
        var sums = (error: 0.0, size: 0.0, square: 0.0, target: 0.0, prediction: 0.0)
        var products = (target: 0.0, prediction: 0.0, both: 0.0)
        for (row, times) in weights.enumerated() {
            let weight = Double(times)
            let (error, target, prediction) = (errors[row], targets[row], predictions[row])
            count += weight
            sums.error += weight * error
            sums.size += weight * abs(error)
            sums.square += weight * error * error
            sums.target += weight * target
            sums.prediction += weight * prediction
            products.target += weight * target * target
            products.prediction += weight * prediction * prediction
            products.both += weight * target * prediction
        }
        var scores: [RegressionMetric: Double] = [
            .meanAbsoluteError: sums.size / count,
            .rootMeanSquaredError: (sums.square / count).squareRoot(),
            .medianAbsoluteError: median(weights: weights, total: Int(count)), .bias: sums.error / count,
        ]
        let spread = products.target - sums.target * sums.target / count
        let otherSpread = products.prediction - sums.prediction * sums.prediction / count
        // What rounding leaves of the scatter of equal numbers is none.
        guard spread > 1e-12 * targetScatter else { return scores }
        scores[.r2] = 1 - sums.square / spread
        guard otherSpread > 1e-12 * predictionScatter else { return scores }
        let covariance = products.both - sums.target * sums.prediction / count
        scores[.pearson] = min(max(covariance / (spread.squareRoot() * otherSpread.squareRoot()), -1), 1)
        return scores
    }

    /// The median size of an error; of an even number the mean of the two in the middle.
    private func median(weights: [Int32], total: Int) -> Double {
        var seen = 0
        var lower: Double?
        for (place, row) in order.enumerated() {
            seen += Int(weights[Int(row)])
            if lower == nil, seen > (total - 1) / 2 { lower = sizes[place] }
            if let lower, seen > total / 2 { return (lower + sizes[place]) / 2 }
        }
        return lower ?? .nan
    }

    /// Numbers less their mean; exactly 0 where all are equal.
    private static func centred(_ values: [Double]) -> [Double] {
        guard values.contains(where: { $0 != values[0] }) else {
            return [Double](repeating: 0, count: values.count)
        }
        let centre = values.reduce(0, +) / Double(values.count)
        return values.map { $0 - centre }
    }
}
