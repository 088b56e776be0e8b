internal import Metrics

/// The scores of a model as a person reads them: name, value, and what to know about it.
struct EvaluationScores {
    struct Row {
        let name: String
        let value: String
        let note: String
    }

    let rows: [Row]

    /// - Parameter unknownCount: How many images are answered unknown; nil where the model cannot tell.
    /// - Precondition: The details are of the report's kind.
    init(_ report: ModelReport, _ details: ModelDetails?, unknownCount: Int? = nil) {
        let unknown = unknownCount.map { count in
            Row(
                name: "unknown", value: "\(count)",
                note: "of \(report.imageCount) images; they count with their nearest class")
        }
        rows =
            switch report {
            case .classes(let report):
                Self.rows(report, details?.classification) + [unknown].compactMap(\.self)
            case .labels(let report): Self.rows(report, details?.multilabel)
            case .values(let report): Self.rows(report, details?.regression)
            }
    }

    // MARK: Classes

    private static func rows(_ report: ClassificationReport, _ details: ClassificationDetails?) -> [Row] {
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
                    note: interval(top.interval)))
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
            rows.append(row(name, value, details?.intervals[metric], note))
        }
        rows.append(
            Row(
                name: "calibration", value: Number.fixed(report.expectedCalibrationError, 4),
                note: "expected calibration error"
                    + (details.map {
                        "; \(Number.fixed($0.reliability.errorByChance, 4)) by chance alone"
                    } ?? "")))
        return rows
    }

    // MARK: Labels

    private static func rows(_ report: MultilabelReport, _ details: MultilabelDetails?) -> [Row] {
        let right = report.subsetAccuracyInterval
        let scores: [(String, MultilabelMetric, String)] = [
            ("macro F1", .macroF1, "mean of labels"), ("micro F1", .microF1, "all labels together"),
            ("mean AP", .meanAveragePrecision, "average precision, mean of labels"),
            ("Hamming loss", .hammingLoss, "wrong entries"), ("log loss", .logLoss, "nats"),
        ]
        let first = Row(
            name: "all right", value: Number.fixed(report.subsetAccuracy, 4),
            note: "95 % interval \(Number.fixed(right.lower, 4)) to \(Number.fixed(right.upper, 4)), "
                + "\(report.imageCount) images")
        return [first]
            + scores.compactMap { name, metric, note in
                report[metric: metric].map { row(name, $0, details?.intervals[metric], note) }
            }
    }

    // MARK: Values

    private static func rows(_ report: RegressionReport, _ details: RegressionDetails?) -> [Row] {
        let scores: [(String, RegressionMetric, String)] = [
            ("mean error", .bias, "above 0: too high"), ("mean |error|", .meanAbsoluteError, ""),
            ("root mean square", .rootMeanSquaredError, "of errors"), ("R²", .r2, "1 is exact, 0 the mean"),
        ]
        let hasIntervals = details?.outputs.contains { !$0.intervals.isEmpty } ?? false
        let images = Row(
            name: "images", value: "\(report.imageCount)", note: hasIntervals ? "95 % intervals" : "")
        return [images]
            + report.outputs.enumerated().flatMap { index, entry in
                scores.compactMap { name, metric, note in
                    entry[metric: metric].map { value in
                        let isShare = metric == .r2
                        let interval = details?.outputs[index].intervals[metric].map { interval in
                            isShare ? Self.interval(interval) : Self.significant(interval)
                        }
                        return Row(
                            name: report.outputs.count == 1 ? name : "\(entry.name): \(name)",
                            value: isShare ? Number.fixed(value, 4) : Number.significant(value),
                            note: Self.joined(interval, note))
                    }
                }
            }
    }

    // MARK: Notes

    private static func row(
        _ name: String, _ value: Double, _ interval: ConfidenceInterval?, _ note: String
    ) -> Row {
        Row(
            name: name, value: Number.fixed(value, 4), note: joined(interval.map { self.interval($0) }, note))
    }

    private static func joined(_ interval: String?, _ note: String) -> String {
        [interval ?? "", note].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func interval(_ interval: ConfidenceInterval) -> String {
        "\(Number.fixed(interval.lower, 4)) to \(Number.fixed(interval.upper, 4))"
    }

    /// The ends in the unit of the value, which may have any size.
    private static func significant(_ interval: ConfidenceInterval) -> String {
        "\(Number.significant(interval.lower)) to \(Number.significant(interval.upper))"
    }
}
