public import Metrics

extension RegressionScores {
    /// The scores that an evaluation found, with the numbers that it was made from.
    ///
    /// - Parameters:
    ///   - report: The scores.
    ///   - details: Their intervals, if there are some.
    ///   - predictions: The predicted numbers, `[N, D]` in row-major order.
    ///   - targets: The true numbers, `[N, D]` in row-major order.
    ///   - units: The unit of each output, `[D]`; empty where none has one.
    ///   - part: Which images were scored, such as "test".
    /// - Precondition: The numbers of predictions, targets, units and outputs with details fit the report.
    public init(
        _ report: RegressionReport, details: RegressionDetails? = nil, predictions: [Double],
        targets: [Double], units: [String] = [], part: String
    ) {
        let outputCount = report.outputs.count
        let count = report.imageCount * outputCount
        precondition(
            predictions.count == count && targets.count == count,
            "\(predictions.count) predictions and \(targets.count) targets, the report has \(count)")
        precondition(
            units.isEmpty || units.count == outputCount, "\(units.count) units, \(outputCount) outputs")
        let intervals = details?.outputs.map(\.intervals) ?? report.outputs.map { _ in [:] }
        precondition(
            intervals.count == outputCount, "\(intervals.count) intervals, \(outputCount) outputs")
        self.init(
            part: part, imageCount: report.imageCount,
            outputs: report.outputs.enumerated().map { index, entry in
                let unit = units.isEmpty ? "" : units[index]
                return Output(
                    name: entry.name, unit: unit,
                    meanAbsoluteError: ReportEstimate(
                        entry.meanAbsoluteError, intervals[index][.meanAbsoluteError]),
                    figures: Self.figures(entry, intervals[index], .number(unit: unit)),
                    points: (0..<report.imageCount).map { row in
                        Point(
                            target: targets[row * outputCount + index],
                            prediction: predictions[row * outputCount + index])
                    })
            })
    }

    private static func figures(
        _ entry: RegressionReport.OutputEntry, _ intervals: [RegressionMetric: ConfidenceInterval],
        _ style: ReportFigure.Style
    ) -> [ReportFigure] {
        let scores: [(RegressionMetric, String, ReportFigure.Style, String?)] = [
            (.meanAbsoluteError, "Mean error", style, nil),
            (.medianAbsoluteError, "Median error", style, "half of the images are closer"),
            (.rootMeanSquaredError, "Root mean squared error", style, "large errors count more"),
            (.bias, "Bias", style, "above zero: too high"),
            (.r2, "R²", .number(unit: ""), "1 is exact, 0 the mean"),
            (.pearson, "Correlation", .number(unit: ""), nil),
        ]
        return scores.compactMap { metric, name, style, note in
            entry[metric: metric].map { value in
                ReportFigure(name, ReportEstimate(value, intervals[metric]), style: style, note: note)
            }
        }
    }
}
