internal import Datasets
internal import Transfer

/// A check report as a terminal shows it: what there is, then findings with their first places.
struct CheckText {
    private let report: CheckReport
    private let name: String
    private let labelling: Labelling
    private let itemLimit: Int

    /// More classes than fit on a screen get no table.
    private static let tableLimit = 40

    init(_ report: CheckReport, name: String, labelling: Labelling, itemLimit: Int) {
        self.report = report
        self.name = name
        self.labelling = labelling
        self.itemLimit = itemLimit
    }

    var text: String {
        ([summary] + classTable + report.findings.flatMap(lines) + [verdict]).joined(separator: "\n")
    }

    private var summary: String {
        let parts = [
            ("training", report.classes.map(\.training)), ("validation", report.classes.map(\.validation)),
            ("test", report.classes.map(\.test)),
        ].map { ($0.0, $0.1.reduce(0, +)) }.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        let unreadable = report.imageCount - report.readableCount
        let readable = unreadable == 0 ? "all can be read" : "\(unreadable) cannot be read"
        let count = report.classes.count
        switch labelling {
        case .classes:
            return "\(name): \(count) classes, \(parts.joined(separator: ", ")) images; \(readable)."
        // Images with several labels count for each.
        case .labels: return "\(name): \(count) labels, \(report.imageCount) images; \(readable)."
        case .values: return "\(name): \(report.imageCount) images; \(readable)."
        }
    }

    private var classTable: [String] {
        guard (1...Self.tableLimit).contains(report.classes.count) else { return [] }
        let hasParts = report.classes.contains { $0.validation + $0.test > 0 }
        var table = Table(
            header: [labelling == .labels ? "label" : "class"]
                + (hasParts ? ["training", "validation", "test"] : ["images"]))
        for entry in report.classes {
            let counts = hasParts ? [entry.training, entry.validation, entry.test] : [entry.training]
            table.append([PrintableName.text(for: entry.name)] + counts.map(String.init))
        }
        return table.lines
    }

    /// A finding in one line, with its first place.
    static func line(_ finding: Finding) -> String {
        let place = finding.items.first.map(line) ?? ""
        return place.isEmpty ? finding.summary : "\(finding.summary) First: \(place)"
    }

    private func lines(_ finding: Finding) -> [String] {
        let lines = ["", "\(finding.severity.rawValue): \(finding.summary) [\(finding.kind.rawValue)]"]
        return lines + Self.places(finding, limit: itemLimit)
    }

    /// The first places of a finding, indented, and how many more there are.
    static func places(_ finding: Finding, limit: Int) -> [String] {
        let lines = finding.items.prefix(limit).map { "    " + line($0) }
        let rest = finding.items.count - limit
        return rest > 0 && limit > 0 ? lines + ["    … and \(rest) more"] : lines
    }

    private static func line(_ item: Finding.Item) -> String {
        let paths = item.paths.prefix(4).map(PrintableName.text(for:)).joined(separator: "  =  ")
        let more = item.paths.count > 4 ? "  and \(item.paths.count - 4) more" : ""
        let label = item.label.map(PrintableName.text(for:)) ?? ""
        if let suggestion = item.suggestedLabel {
            let detail = item.detail.map { " (\($0))" } ?? ""
            return
                "\(paths)\(more): labelled \(label), looks like \(PrintableName.text(for: suggestion))\(detail)"
        }
        let subject = item.paths.isEmpty ? label : paths + more
        guard let detail = item.detail else { return subject }
        return subject.isEmpty ? detail : "\(subject): \(detail)"
    }

    private var verdict: String {
        let counts = Finding.Severity.allCases.reversed().map { severity in
            (severity, report.findings.count { $0.severity == severity })
        }.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)\($0.1 == 1 ? "" : "s")" }
        return counts.isEmpty ? "\nNothing was found." : "\n\(counts.joined(separator: ", "))."
    }
}
