/// What a check of the data found, the gravest first.
struct FindingsSection {
    private let findings: [ReportFinding]

    /// More places of a finding than this are behind a fold.
    private static let itemLimit = 4

    init(_ content: ReportContent) {
        let severities = ReportFinding.Severity.allCases
        // The gravest first, then as they were handed in.
        findings = severities.reversed().flatMap { severity in
            content.findings.filter { $0.severity == severity }
        }
    }

    var section: PageSection? {
        PageSection("checks", "Checks") {
            if !findings.isEmpty {
                tag("p", .class("note")) { sentence }
                tag("ul", .class("findings")) {
                    for finding in findings { entry(finding) }
                }
            }
        }
    }

    private var sentence: String {
        let counts = ReportFinding.Severity.allCases.reversed().compactMap { severity -> String? in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : NumberText.counted(count, severity.rawValue)
        }
        return "The data was examined: " + counts.joined(separator: ", ") + "."
    }

    private func entry(_ finding: ReportFinding) -> Markup {
        tag("li") {
            tag("h3") {
                tag("span", .class("badge " + Self.style(finding.severity))) { finding.severity.rawValue }
                tag("span") { finding.kind.split(separator: "_").joined(separator: " ") }
            }
            tag("p") { finding.summary }
            if !finding.items.isEmpty { items(finding.items.prefix(Self.itemLimit)) }
            if finding.items.count > Self.itemLimit {
                tag("details") {
                    tag("summary") { "\(NumberText.count(finding.items.count - Self.itemLimit)) more" }
                    items(finding.items.dropFirst(Self.itemLimit))
                }
            }
            if finding.omittedItemCount > 0 {
                tag("p", .class("also")) {
                    "and \(NumberText.count(finding.omittedItemCount)) that are not listed"
                }
            }
        }
    }

    private static func style(_ severity: ReportFinding.Severity) -> String {
        switch severity {
        case .note: "quiet"
        case .warning: "firm"
        case .error: "loud"
        }
    }

    private func items(_ items: ArraySlice<ReportFinding.Item>) -> Markup {
        tag("ul", .class(items.contains { !$0.pictures.isEmpty } ? "items pictured" : "items")) {
            for item in items {
                tag("li") {
                    item.text
                    if !item.pictures.isEmpty {
                        tag("div", .class("small")) {
                            for image in item.pictures { picture(image, "Image of: \(item.text)") }
                        }
                    }
                }
            }
        }
    }
}
