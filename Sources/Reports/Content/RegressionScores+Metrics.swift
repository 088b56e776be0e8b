public import Metrics

extension RegressionScores {
    /// The scores that an evaluation found, with the numbers that it was made from.
    ///
    /// - Parameters:
    ///   - report: The scores.
    ///   - predictions: The predicted numbers, `[N, D]` in row-major order.
    ///   - targets: The true numbers, `[N, D]` in row-major order.
    ///   - units: The unit of each output, `[D]`; empty where none has one.
    ///   - part: Which images were scored, such as "test".
    /// - Precondition: The numbers of predictions, targets and units fit the report.
    public init(
        _ report: RegressionReport, predictions: [Double], targets: [Double], units: [String] = [],
        part: String
    ) {
        let outputCount = report.outputs.count
        let count = report.imageCount * outputCount
        precondition(
            predictions.count == count && targets.count == count,
            "\(predictions.count) predictions and \(targets.count) targets, the report has \(count)")
        precondition(
            units.isEmpty || units.count == outputCount, "\(units.count) units, \(outputCount) outputs")
        self.init(
            part: part, imageCount: report.imageCount,
            outputs: report.outputs.enumerated().map { index, entry in
                let unit = units.isEmpty ? "" : units[index]
                return Output(
                    name: entry.name, unit: unit, meanAbsoluteError: ReportEstimate(entry.meanAbsoluteError),
                    figures: Self.figures(entry, .number(unit: unit)),
                    points: (0..<report.imageCount).map { row in
                        Point(
                            target: targets[row * outputCount + index],
                            prediction: predictions[row * outputCount + index])
                    })
            })
    }

    private static func figures(
        _ entry: RegressionReport.OutputEntry, _ style: ReportFigure.Style
    ) -> [ReportFigure] {
        var figures = [
            ReportFigure("Mean error", ReportEstimate(entry.meanAbsoluteError), style: style),
            ReportFigure(
                "Median error", ReportEstimate(entry.medianAbsoluteError), style: style,
                note: "half of the images are closer"),
            ReportFigure(
                "Root mean squared error", ReportEstimate(entry.rootMeanSquaredError), style: style,
                note: "large errors count more"),
            ReportFigure("Bias", ReportEstimate(entry.bias), style: style, note: "above zero: too high"),
        ]
        if let r2 = entry.r2 {
            figures.append(
                ReportFigure(
                    "R²", ReportEstimate(r2), style: .number(unit: ""), note: "1 is exact, 0 the mean"))
        }
        if let pearson = entry.pearson {
            figures.append(ReportFigure("Correlation", ReportEstimate(pearson), style: .number(unit: "")))
        }
        return figures
    }
}
