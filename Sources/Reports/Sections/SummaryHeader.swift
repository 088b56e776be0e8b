/// What the report is about, and its result in one sentence.
struct SummaryHeader {
    private let content: ReportContent
    private let sections: [PageSection]

    init(_ content: ReportContent, sections: [PageSection]) {
        self.content = content
        self.sections = sections
    }

    var markup: Markup {
        tag("header") {
            tag("h1") { content.title }
            if let subtitle = content.subtitle { tag("p", .class("subtitle")) { subtitle } }
            if let sentence = SummarySentence(content) {
                tag("p", .class("lead")) {
                    sentence.result
                    if let also = sentence.also { tag("span", .class("also")) { also } }
                }
            }
            FigureList(figures: figures).markup
            if sections.count > 1 {
                tag("nav", .label("Sections")) {
                    for section in sections { tag("a", .href("#\(section.id)")) { section.shortTitle } }
                }
            }
        }
    }

    private var figures: [ReportFigure] {
        switch content.scores {
        case .classification(let scores): scores.figures
        case .multilabel(let scores): scores.figures
        case .regression(let scores): scores.outputs.count == 1 ? scores.outputs[0].figures : []
        case nil: []
        }
    }
}
