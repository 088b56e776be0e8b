internal import Metrics

/// An evaluation for the summary of a job.
struct EvaluationMarkdown {
    private let record: EvaluationRecord

    init(_ record: EvaluationRecord) {
        self.record = record
    }

    var text: String {
        var parts = [
            "### imgcls: \(Markdown.cell(record.model)) on \(Markdown.cell(record.data))\n\n",
            ReportText.sentence("Score:", record.report) + "\n\n",
        ]
        if !record.gates.isEmpty {
            parts.append(
                Markdown.table(
                    ["gate", "verdict"],
                    record.gates.map { [$0.passed ? "passed" : "failed", $0.sentence] }) + "\n")
        }
        let rows = EvaluationScores(record.report, record.details, unknownCount: record.unknownCount)
            .rows
        parts.append(
            Markdown.table(["score", "value", ""], rows.map { [$0.name, $0.value, $0.note] }) + "\n")
        return parts.joined()
    }
}
