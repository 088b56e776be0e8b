public import Metrics

extension MultilabelScores {
    /// The scores that an evaluation found.
    ///
    /// - Parameters:
    ///   - report: The scores.
    ///   - details: Their intervals; without them only shares of images have some.
    ///   - part: Which images were scored, such as "test".
    public init(_ report: MultilabelReport, details: MultilabelDetails? = nil, part: String) {
        let scores: [(MultilabelMetric, String, ReportFigure.Style, String?)] = [
            (.meanAveragePrecision, "Mean average precision", .share, "whatever the thresholds"),
            (.microF1, "Micro F1", .share, "all labels together"),
            (.macroF1, "Macro F1", .share, "mean of the labels"),
            (.hammingLoss, "Wrong entries", .share, "of all images times labels"),
            (.logLoss, "Log loss", .number(unit: "nats"), nil),
        ]
        let figures = scores.compactMap { metric, name, style, note in
            report[metric: metric].map { value in
                ReportFigure(
                    name, ReportEstimate(value, details?.intervals[metric]), style: style, note: note)
            }
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
