internal import Metrics

/// An evaluation as a terminal shows it.
struct EvaluationText {
    private let record: EvaluationRecord

    /// More classes than fit side by side get no confusion matrix.
    private static let matrixLimit = 20

    init(_ record: EvaluationRecord) {
        self.record = record
    }

    var text: String {
        let lines =
            switch record.report {
            case .classes(let report): Self.lines(report, record.details)
            case .labels(let report): Self.lines(report)
            case .values(let report): Self.lines(report)
            }
        let gates = record.gates.map { "\($0.passed ? "passed" : "FAILED")  \($0.sentence)" }
        return (lines + (gates.isEmpty ? [] : [""] + gates)).joined(separator: "\n")
    }

    // MARK: Classes

    private static func lines(_ report: ClassificationReport, _ details: ClassificationDetails?) -> [String] {
        EvaluationScores(report, details).rows.map { row in
            let name = row.name + String(repeating: " ", count: max(0, 20 - row.name.count))
            return name + row.value + (row.note.isEmpty ? "" : "  (\(row.note))")
        } + [""] + classTable(report) + matrix(report) + confusions(details)
    }

    /// What is taken for what most often.
    private static func confusions(_ details: ClassificationDetails?) -> [String] {
        guard let pairs = details?.confusedPairs.prefix(5), !pairs.isEmpty else { return [] }
        return [""]
            + pairs.map { pair in
                "  \(pair.label) taken for \(pair.prediction): \(pair.count) "
                    + "(\(Number.percent(pair.share).drop { $0 == " " }) of its images)"
            }
    }

    private static func classTable(_ report: ClassificationReport) -> [String] {
        var table = Table(header: ["class", "precision", "recall", "F1", "images"])
        for entry in report.classes where entry.support > 0 || report.classes.count <= matrixLimit {
            table.append([
                entry.label, Number.fixed(entry.precision, 3), Number.fixed(entry.recall, 3),
                Number.fixed(entry.f1, 3), String(entry.support),
            ])
        }
        return table.lines
    }

    private static func matrix(_ report: ClassificationReport) -> [String] {
        guard report.classes.count <= matrixLimit else { return [] }
        var table = Table(header: ["true \\ predicted"] + report.classes.map(\.label))
        for (entry, row) in zip(report.classes, report.confusionMatrix.rows) {
            table.append([entry.label] + row.map { $0 == 0 ? "·" : String($0) })
        }
        return [""] + table.lines
    }

    // MARK: Labels and values

    private static func lines(_ report: MultilabelReport) -> [String] {
        let interval = report.subsetAccuracyInterval
        let summary = [
            "macro F1       \(Number.fixed(report.macro.f1, 4))  (micro \(Number.fixed(report.micro.f1, 4)), "
                + "\(report.imageCount) images)",
            "all right      \(Number.fixed(report.subsetAccuracy, 4))  (95 % interval "
                + "\(Number.fixed(interval.lower, 4)) to \(Number.fixed(interval.upper, 4)))",
            "mean AP        \(shown(report.meanAveragePrecision, 4))",
            "log loss       \(Number.fixed(report.logLoss, 4))",
        ]
        var table = Table(header: ["label", "threshold", "precision", "recall", "F1", "AP", "images"])
        for entry in report.labels {
            table.append([
                entry.label, Number.fixed(entry.threshold, 3), Number.fixed(entry.precision, 3),
                Number.fixed(entry.recall, 3), Number.fixed(entry.f1, 3), shown(entry.averagePrecision, 3),
                String(entry.support),
            ])
        }
        return summary + [""] + table.lines
    }

    private static func lines(_ report: RegressionReport) -> [String] {
        var table = Table(header: ["value", "mean error", "mean |error|", "root mean square", "R²"])
        for entry in report.outputs {
            table.append([
                entry.name, Number.significant(entry.bias), Number.significant(entry.meanAbsoluteError),
                Number.significant(entry.rootMeanSquaredError), shown(entry.r2, 3),
            ])
        }
        return ["\(report.imageCount) images", ""] + table.lines
    }

    private static func shown(_ value: Double?, _ digits: Int) -> String {
        value.map { Number.fixed($0, digits) } ?? "–"
    }
}
