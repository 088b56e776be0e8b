/// How many images of each class there are, and how some of them look.
struct DataSection {
    private let data: DataOverview?

    /// More classes than this are behind a fold.
    private static let rowLimit = 50

    init(_ content: ReportContent) {
        data = content.data
    }

    var section: PageSection? {
        guard let data, !(data.rows.isEmpty && data.facts.isEmpty) else { return nil }
        return PageSection("data", "Data") {
            if !data.rows.isEmpty {
                tag("p", .class("note")) { sentence(data) }
                tag("div", .class("split")) {
                    tag("div") {
                        table(data, data.rows.prefix(Self.rowLimit), hasTotal: true)
                        if data.rows.count > Self.rowLimit { fold(data) }
                    }
                    FactList(facts: data.facts).markup
                }
                thumbnails(data)
            } else {
                FactList(facts: data.facts).markup
            }
        }
    }

    private func sentence(_ data: DataOverview) -> String {
        let total = data.rows.reduce(0) { $0 + $1.counts.reduce(0, +) }
        let noun = data.rowTitle.lowercased()
        let plural = noun == "class" ? "classes" : noun + "s"
        return NumberText.counted(total, "image") + " of "
            + NumberText.counted(data.rows.count, noun, plural: plural)
            + "."
    }

    private func fold(_ data: DataOverview) -> Markup {
        let rest = data.rows.dropFirst(Self.rowLimit)
        return tag("details") {
            tag("summary") { "\(NumberText.count(rest.count)) more" }
            table(data, rest, hasTotal: false)
        }
    }

    private func table(_ data: DataOverview, _ rows: ArraySlice<DataOverview.Row>, hasTotal: Bool)
        -> Markup
    {
        let largest = max(data.rows.map { $0.counts.reduce(0, +) }.max() ?? 1, 1)
        return scrollBox("Images of each \(data.rowTitle.lowercased())") {
            tag("table", .class("grid")) {
                tag("thead") {
                    tag("tr") {
                        tag("th", .columnScope) { data.rowTitle }
                        for part in data.parts { tag("th", .columnScope, .class("n")) { part } }
                        if data.parts.count > 1 { tag("th", .columnScope, .class("n")) { "together" } }
                    }
                }
                tag("tbody") {
                    for row in rows { self.row(row, largest: largest) }
                }
                if hasTotal, data.rows.count > 1 {
                    tag("tfoot") {
                        tag("tr") {
                            tag("th", .rowScope) { "together" }
                            for part in data.parts.indices {
                                tag("td", .class("n")) {
                                    NumberText.count(data.rows.reduce(0) { $0 + $1.counts[part] })
                                }
                            }
                            if data.parts.count > 1 {
                                tag("td", .class("n")) {
                                    NumberText.count(data.rows.reduce(0) { $0 + $1.counts.reduce(0, +) })
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func row(_ row: DataOverview.Row, largest: Int) -> Markup {
        let total = row.counts.reduce(0, +)
        return tag("tr") {
            tag("th", .rowScope) {
                row.name
                ShareBar(share: Double(total) / Double(largest)).markup
            }
            for count in row.counts { tag("td", .class("n")) { NumberText.count(count) } }
            if row.counts.count > 1 { tag("td", .class("n")) { NumberText.count(total) } }
        }
    }

    private func thumbnails(_ data: DataOverview) -> Markup? {
        let rows = data.rows.filter { !$0.thumbnails.isEmpty }
        guard !rows.isEmpty else { return nil }
        return .group([
            tag("h3") { "Some of the images" },
            tag("div", .class("strips")) {
                for row in rows {
                    tag("figure", .class("strip")) {
                        tag("figcaption") { row.name }
                        tag("div") {
                            for thumbnail in row.thumbnails { picture(thumbnail, "Image of \(row.name)") }
                        }
                    }
                }
            },
        ])
    }
}
