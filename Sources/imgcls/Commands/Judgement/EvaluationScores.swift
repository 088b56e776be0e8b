internal import Metrics

/// The scores of classes as a person reads them: name, value, and what to know about it.
struct EvaluationScores {
    struct Row {
        let name: String
        let value: String
        let note: String
    }

    let rows: [Row]

    init(_ report: ClassificationReport, _ details: ClassificationDetails?) {
        let accuracy = report.accuracyInterval
        var rows = [
            Row(
                name: "accuracy", value: Number.fixed(report.accuracy, 4),
                note: "95 % interval \(Number.fixed(accuracy.lower, 4)) to "
                    + "\(Number.fixed(accuracy.upper, 4)), \(report.imageCount) images")
        ]
        for top in details?.topAccuracies ?? [] where top.k == 5 || (top.k == 3 && report.classes.count <= 5)
        {
            rows.append(
                Row(
                    name: "top \(top.k) accuracy", value: Number.fixed(top.accuracy, 4),
                    note: Self.interval(top.interval)))
        }
        let scores: [(String, ResampledMetric, String)] = [
            ("balanced accuracy", .balancedAccuracy, ""), ("macro F1", .macroF1, ""),
            ("weighted F1", .weightedF1, ""), ("ROC AUC", .macroROCAUC, "mean of classes"),
            ("average precision", .macroAveragePrecision, "mean of classes"),
            ("Cohen's kappa", .cohensKappa, ""), ("Matthews", .matthewsCorrelation, "correlation"),
            ("log loss", .logLoss, "nats"), ("Brier score", .brierScore, ""),
        ]
        for (name, metric, note) in scores {
            guard let value = report[metric: metric] else { continue }
            let interval = details?.intervals[metric].map(Self.interval) ?? ""
            rows.append(
                Row(
                    name: name, value: Number.fixed(value, 4),
                    note: [interval, note].filter { !$0.isEmpty }.joined(separator: ", ")))
        }
        rows.append(
            Row(
                name: "calibration", value: Number.fixed(report.expectedCalibrationError, 4),
                note: "expected calibration error"))
        self.rows = rows
    }

    private static func interval(_ interval: ConfidenceInterval) -> String {
        "\(Number.fixed(interval.lower, 4)) to \(Number.fixed(interval.upper, 4))"
    }
}
