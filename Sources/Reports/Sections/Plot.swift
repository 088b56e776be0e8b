/// A chart with its heading and an explanation.
struct Plot {
    private let title: String
    private let chart: Markup
    private let note: String?

    /// Makes a plot; `nil` without a chart.
    init?(_ title: String, _ chart: Markup?, _ note: String? = nil) {
        guard let chart else { return nil }
        self.title = title
        self.chart = chart
        self.note = note
    }

    var markup: Markup {
        tag("figure", .class("plot")) {
            tag("figcaption") { title }
            chart
            if let note { tag("p") { note } }
        }
    }
}
