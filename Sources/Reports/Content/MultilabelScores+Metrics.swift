public import Metrics

extension MultilabelScores {
    /// The scores that an evaluation found.
    ///
    /// - Parameters:
    ///   - report: The scores.
    ///   - part: Which images were scored, such as "test".
    public init(_ report: MultilabelReport, part: String) {
        var figures = [
            ReportFigure(
                "Micro F1", ReportEstimate(report.micro.f1), style: .share, note: "all labels together"),
            ReportFigure(
                "Macro F1", ReportEstimate(report.macro.f1), style: .share, note: "mean of the labels"),
            ReportFigure(
                "Wrong entries", ReportEstimate(report.hammingLoss), style: .share,
                note: "of all images times labels"),
            ReportFigure("Log loss", ReportEstimate(report.logLoss), style: .number(unit: "nats")),
        ]
        if let precision = report.meanAveragePrecision {
            figures.insert(
                ReportFigure(
                    "Mean average precision", ReportEstimate(precision), style: .share,
                    note: "whatever the thresholds"), at: 0)
        }
        self.init(
            part: part, imageCount: report.imageCount,
            subsetAccuracy: ReportEstimate(
                report.subsetAccuracy, lower: report.subsetAccuracyInterval.lower,
                upper: report.subsetAccuracyInterval.upper),
            figures: figures,
            labels: report.labels.map { entry in
                let correct = Int((entry.recall * Double(entry.support)).rounded())
                let isAbsent = entry.support == 0 && entry.predictedCount == 0
                return LabelScores(
                    name: entry.label, support: entry.support,
                    recall: ReportEstimate(successes: correct, trials: entry.support),
                    precision: ReportEstimate(successes: correct, trials: entry.predictedCount),
                    f1: ReportEstimate(isAbsent ? .nan : entry.f1),
                    averagePrecision: entry.averagePrecision, threshold: entry.threshold)
            })
    }
}
