internal import Metrics

/// A classification report as a terminal shows it.
struct EvaluationText {
    private let report: ClassificationReport

    /// More classes than fit side by side get no confusion matrix.
    private static let matrixLimit = 20

    init(_ report: ClassificationReport) {
        self.report = report
    }

    var text: String {
        let interval = report.accuracyInterval
        let summary = [
            "accuracy       \(Number.fixed(report.accuracy, 4))  (95 % interval "
                + "\(Number.fixed(interval.lower, 4)) to \(Number.fixed(interval.upper, 4)), "
                + "\(report.imageCount) images)",
            "macro F1       \(Number.fixed(report.macroF1, 4))",
            "log loss       \(Number.fixed(report.logLoss, 4))",
            "calibration    \(Number.fixed(report.expectedCalibrationError, 4))  (expected calibration error)",
        ]
        return (summary + [""] + classTable + matrix).joined(separator: "\n")
    }

    private var classTable: [String] {
        var table = Table(header: ["class", "precision", "recall", "F1", "images"])
        for entry in report.classes where entry.support > 0 || report.classes.count <= Self.matrixLimit {
            table.append([
                entry.label, Number.fixed(entry.precision, 3), Number.fixed(entry.recall, 3),
                Number.fixed(entry.f1, 3), String(entry.support),
            ])
        }
        return table.lines
    }

    private var matrix: [String] {
        guard report.classes.count <= Self.matrixLimit else { return [] }
        var table = Table(header: ["true \\ predicted"] + report.classes.map(\.label))
        for (entry, row) in zip(report.classes, report.confusionMatrix.rows) {
            table.append([entry.label] + row.map { $0 == 0 ? "·" : String($0) })
        }
        return [""] + table.lines
    }
}
