/// Names and values.
struct FactList {
    let facts: [ReportFact]

    /// The list; `nil` without facts.
    var markup: Markup? {
        guard !facts.isEmpty else { return nil }
        return tag("dl", .class("facts")) {
            for fact in facts {
                tag("dt") { fact.name }
                tag("dd") { fact.value }
            }
        }
    }
}
