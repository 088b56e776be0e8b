public import Metrics

extension ClassificationScores {
    /// The scores that an evaluation found.
    ///
    /// - Parameters:
    ///   - report: The scores.
    ///   - details: Intervals and curves; without them there are no charts of confidence.
    ///   - part: Which images were scored, such as "test".
    public init(_ report: ClassificationReport, details: ClassificationDetails? = nil, part: String) {
        let matrix = report.confusionMatrix
        let predicted = matrix.predictedCounts
        self.init(
            part: part, imageCount: report.imageCount,
            accuracy: ReportEstimate(
                report.accuracy, lower: report.accuracyInterval.lower, upper: report.accuracyInterval.upper),
            figures: Self.figures(report, details),
            classes: report.classes.enumerated().map { index, entry in
                let correct = matrix[label: index, prediction: index]
                let isAbsent = entry.support == 0 && predicted[index] == 0
                return LabelScores(
                    name: entry.label, support: entry.support,
                    recall: ReportEstimate(successes: correct, trials: entry.support),
                    precision: ReportEstimate(successes: correct, trials: predicted[index]),
                    f1: ReportEstimate(isAbsent ? .nan : entry.f1))
            },
            confusion: matrix.rows,
            reliability: details?.reliability.bins.map(ReliabilityBin.init) ?? [],
            riskCoverage: details?.riskCoverage.points.map {
                RiskPoint(threshold: $0.threshold, coverage: $0.coverage, risk: $0.risk)
            } ?? [])
    }

    private static func figures(
        _ report: ClassificationReport, _ details: ClassificationDetails?
    ) -> [ReportFigure] {
        var figures: [ReportFigure] = []
        if let top = details?.topAccuracies.first(where: { $0.k == 5 }) {
            figures.append(
                ReportFigure(
                    "Among the best 5",
                    ReportEstimate(top.accuracy, lower: top.interval.lower, upper: top.interval.upper),
                    style: .share))
        }
        let scores: [(ResampledMetric, String, ReportFigure.Style)] = [
            (.balancedAccuracy, "Balanced accuracy", .share), (.macroF1, "Macro F1", .share),
            (.matthewsCorrelation, "Matthews correlation", .number(unit: "")),
            (.logLoss, "Log loss", .number(unit: "nats")),
        ]
        figures += scores.compactMap { metric, name, style in
            report[metric: metric].map { value in
                ReportFigure(name, ReportEstimate(value, details?.intervals[metric]), style: style)
            }
        }
        figures.append(
            ReportFigure(
                "Calibration error", ReportEstimate(report.expectedCalibrationError), style: .share,
                note: "confidence against accuracy"))
        return figures
    }
}

extension ClassificationScores.ReliabilityBin {
    /// A bin with the interval of its accuracy.
    init(_ bin: ReliabilityDiagram.Bin) {
        let correct = Int((bin.accuracy * Double(bin.count)).rounded())
        self.init(
            lower: bin.lower, upper: bin.upper, count: bin.count, confidence: bin.confidence,
            accuracy: ReportEstimate(successes: correct, trials: bin.count))
    }
}
