/// What is usually asked of predicted numbers: how far off they are and how much of the scatter they explain.
///
/// Its JSON has stable `snake_case` keys, without those that are `nil`; errors are in the unit of the output:
///
///     {"image_count": …, "mean_absolute_error": …, "root_mean_squared_error": …, "median_absolute_error": …,
///      "bias": …, "r2": …, "pearson": …,
///      "outputs": [{"name": …, "mean_absolute_error": …, "root_mean_squared_error": …,
///                   "median_absolute_error": …, "bias": …, "r2": …, "pearson": …}, …]}
public struct RegressionReport: Hashable, Sendable, Codable {
    /// The scores of one output under its name.
    public struct OutputEntry: Hashable, Sendable, Codable {
        /// The name of the output.
        public let name: String
        /// The mean of |prediction − target|.
        public let meanAbsoluteError: Double
        /// The root of the mean of (prediction − target)².
        public let rootMeanSquaredError: Double
        /// The median of |prediction − target|; of an even number the mean of the two in the middle.
        public let medianAbsoluteError: Double
        /// The mean of prediction − target: above 0 where predictions are too high.
        public let bias: Double
        /// The share of the targets' scatter that predictions explain, `1 − Σ(y − p)² / Σ(y − ȳ)²`; at most 1,
        /// and 0 for the mean of the targets.
        ///
        /// With equal targets it is 1 if all predictions are exact, else 0; `nil` for fewer than two images.
        public let r2: Double?
        /// The correlation of predictions and targets; in `-1 ... 1`; `nil` where either are all equal, which
        /// a single image is.
        public let pearson: Double?

        private enum CodingKeys: String, CodingKey {
            case name
            case meanAbsoluteError = "mean_absolute_error"
            case rootMeanSquaredError = "root_mean_squared_error"
            case medianAbsoluteError = "median_absolute_error"
            case bias
            case r2
            case pearson
        }
    }

    /// The number of images scored, N.
    public let imageCount: Int
    /// The plain mean of the outputs' mean absolute errors.
    public let meanAbsoluteError: Double
    /// The plain mean of the outputs' root mean squared errors.
    public let rootMeanSquaredError: Double
    /// The plain mean of the outputs' median absolute errors.
    public let medianAbsoluteError: Double
    /// The plain mean of the outputs' biases.
    public let bias: Double
    /// The plain mean of the outputs' R², where defined.
    public let r2: Double?
    /// The plain mean of the outputs' correlations, where defined.
    public let pearson: Double?
    /// The scores of each output, in the order of the columns.
    public let outputs: [OutputEntry]

    /// Scores predictions. Complexity: O(D *N* log *N*).
    ///
    /// - Parameters:
    ///   - predictions: `[N, D]` in row-major order.
    ///   - targets: The true numbers, `[N, D]` in row-major order.
    ///   - names: The name of each output, `[D]`.
    /// - Throws: `MetricsError.noClasses` without names, `.raggedTable`, `.entryCount`, `.noRows` or
    ///   `.notFinite`.
    public init(predictions: [Double], targets: [Double], names: [String]) throws(MetricsError) {
        let table = try RegressionTable(predictions: predictions, targets: targets, names: names)
        let outputs = names.indices.map { column in
            OutputEntry(
                name: names[column], predictions: table.predictions(column: column),
                targets: table.targets(column: column))
        }
        imageCount = table.rowCount
        meanAbsoluteError = mean(outputs.map(\.meanAbsoluteError))
        rootMeanSquaredError = mean(outputs.map(\.rootMeanSquaredError))
        medianAbsoluteError = mean(outputs.map(\.medianAbsoluteError))
        bias = mean(outputs.map(\.bias))
        r2 = meanOfDefined(outputs.map(\.r2))
        pearson = meanOfDefined(outputs.map(\.pearson))
        self.outputs = outputs
    }

    private enum CodingKeys: String, CodingKey {
        case imageCount = "image_count"
        case meanAbsoluteError = "mean_absolute_error"
        case rootMeanSquaredError = "root_mean_squared_error"
        case medianAbsoluteError = "median_absolute_error"
        case bias
        case r2
        case pearson
        case outputs
    }
}

extension RegressionReport.OutputEntry {
    fileprivate init(name: String, predictions: [Double], targets: [Double]) {
        self.name = name
        let errors = zip(predictions, targets).map { $0 - $1 }
        let sizes = errors.map { abs($0) }.sorted()
        let squares = errors.reduce(0) { $0 + $1 * $1 }
        meanAbsoluteError = mean(sizes)
        rootMeanSquaredError = (squares / Double(errors.count)).squareRoot()
        medianAbsoluteError = (sizes[(sizes.count - 1) / 2] + sizes[sizes.count / 2]) / 2
        bias = mean(errors)

        // Equal numbers are told by comparing them: their mean is rounded, and the scatter about it not zero.
        let spread = Self.centred(targets)
        let scatter = spread.reduce(0) { $0 + $1 * $1 }
        if targets.count < 2 {
            r2 = nil
        } else if scatter > 0 {
            r2 = 1 - squares / scatter
        } else {
            r2 = squares > 0 ? 0 : 1
        }
        let other = Self.centred(predictions)
        let otherScatter = other.reduce(0) { $0 + $1 * $1 }
        let product = zip(spread, other).reduce(0) { $0 + $1.0 * $1.1 }
        let scale = scatter.squareRoot() * otherScatter.squareRoot()
        pearson = scale > 0 ? min(max(product / scale, -1), 1) : nil
    }

    /// Numbers less their mean; exactly 0 where all are equal.
    private static func centred(_ values: [Double]) -> [Double] {
        guard values.contains(where: { $0 != values[0] }) else {
            return [Double](repeating: 0, count: values.count)
        }
        let centre = mean(values)
        return values.map { $0 - centre }
    }
}

/// The mean of at least one number.
private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
