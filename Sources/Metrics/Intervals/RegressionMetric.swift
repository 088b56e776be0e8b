/// A score of predicted numbers whose interval is found by resampling the images.
///
/// The raw values are keys of JSON, those of `RegressionReport`.
public enum RegressionMetric: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// The mean of |prediction − target|.
    case meanAbsoluteError = "mean_absolute_error"
    /// The root of the mean of (prediction − target)².
    case rootMeanSquaredError = "root_mean_squared_error"
    /// The median of |prediction − target|.
    case medianAbsoluteError = "median_absolute_error"
    /// The mean of prediction − target.
    case bias
    /// The share of the targets' scatter that predictions explain.
    case r2
    /// The correlation of predictions and targets.
    case pearson
}

extension RegressionReport {
    /// The mean of a score over the outputs; `nil` where it is not defined.
    public subscript(metric metric: RegressionMetric) -> Double? {
        switch metric {
        case .meanAbsoluteError: meanAbsoluteError
        case .rootMeanSquaredError: rootMeanSquaredError
        case .medianAbsoluteError: medianAbsoluteError
        case .bias: bias
        case .r2: r2
        case .pearson: pearson
        }
    }
}

extension RegressionReport.OutputEntry {
    /// The value of a score; `nil` where it is not defined.
    public subscript(metric metric: RegressionMetric) -> Double? {
        switch metric {
        case .meanAbsoluteError: meanAbsoluteError
        case .rootMeanSquaredError: rootMeanSquaredError
        case .medianAbsoluteError: medianAbsoluteError
        case .bias: bias
        case .r2: r2
        case .pearson: pearson
        }
    }
}
