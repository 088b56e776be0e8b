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
        let tables: [String] =
            switch record.report {
            case .classes(let report):
                [""] + Self.classTable(report) + Self.matrix(report)
                    + Self.confusions(record.details.classification)
            case .labels(let report): [""] + Self.labelTable(report)
            case .values: []
            }
        let gates = record.gates.map { "\($0.passed ? "passed" : "FAILED")  \($0.sentence)" }
        return (scores + tables + (gates.isEmpty ? [] : [""] + gates)).joined(separator: "\n")
    }

    private var scores: [String] {
        let rows = EvaluationScores(record.report, record.details, unknownCount: record.unknownCount)
            .rows
        let width = max(20, (rows.map(\.name.count).max() ?? 0) + 2)
        return rows.map { row in
            let name = row.name + String(repeating: " ", count: width - row.name.count)
            return name + row.value + (row.note.isEmpty ? "" : "  (\(row.note))")
        }
    }

    // MARK: Classes

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

    // MARK: Labels

    private static func labelTable(_ report: MultilabelReport) -> [String] {
        var table = Table(header: ["label", "threshold", "precision", "recall", "F1", "AP", "images"])
        for entry in report.labels {
            table.append([
                entry.label, Number.fixed(entry.threshold, 3), Number.fixed(entry.precision, 3),
                Number.fixed(entry.recall, 3), Number.fixed(entry.f1, 3), shown(entry.averagePrecision, 3),
                String(entry.support),
            ])
        }
        return table.lines
    }

    private static func shown(_ value: Double?, _ digits: Int) -> String {
        value.map { Number.fixed($0, digits) } ?? "–"
    }
}
