/// Numbers with their names, intervals and notes.
struct FigureList {
    let figures: [ReportFigure]

    /// The list; `nil` without numbers.
    var markup: Markup? {
        guard !figures.isEmpty else { return nil }
        return tag("dl", .class("figures")) {
            for figure in figures {
                tag("div") {
                    tag("dt") { figure.name }
                    tag("dd", .class("value")) { NumberText.text(figure.estimate.value, figure.style) }
                    if let lower = figure.estimate.lower, let upper = figure.estimate.upper {
                        tag("dd") { NumberText.interval(lower, upper, figure.style) }
                    }
                    if let note = figure.note { tag("dd") { note } }
                }
            }
        }
    }
}
