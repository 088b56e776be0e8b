/// The scores of each class or label, the weakest first.
struct LabelScoresSection {
    private let labels: [LabelScores]
    private let noun: String
    private let plural: String

    /// More rows than this are behind a fold.
    private static let rowLimit = 50
    /// More rows than this are left out: with a thousand classes they would take a megabyte.
    private static let longRowLimit = 200

    init(_ scores: ClassificationScores) {
        self.init(scores.classes, noun: "Class", plural: "classes")
    }

    init(_ scores: MultilabelScores) {
        self.init(scores.labels, noun: "Label", plural: "labels")
    }

    private init(_ labels: [LabelScores], noun: String, plural: String) {
        // The enumeration makes the order of equals that of the classes.
        self.labels = labels.enumerated().sorted {
            (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
        }.map(\.element)
        self.noun = noun
        self.plural = plural
    }

    private static func rank(_ label: LabelScores) -> Double {
        label.f1.value.isFinite ? label.f1.value : 2
    }

    var section: PageSection? {
        PageSection(
            "classes", noun + " by " + noun.lowercased(), shortTitle: noun == "Class" ? "Classes" : "Labels"
        ) {
            if !labels.isEmpty {
                tag("p", .class("note")) {
                    "Recall: of the images of a \(noun.lowercased()), the share that was found. Precision: of "
                        + "those taken for it, the share that belongs to it. F1 is their harmonic mean. "
                        + (hasIntervals ? "Pale bars are 95\u{A0}% intervals. " : "")
                        + "The weakest come first."
                }
                table(labels.prefix(Self.rowLimit))
                if labels.count > Self.rowLimit {
                    tag("details") {
                        tag("summary") {
                            "\(NumberText.count(min(labels.count, Self.longRowLimit) - Self.rowLimit)) further \(plural)"
                        }
                        table(labels.prefix(Self.longRowLimit).dropFirst(Self.rowLimit))
                    }
                }
                if labels.count > Self.longRowLimit {
                    let omitted = NumberText.count(labels.count - Self.longRowLimit)
                    tag("p", .class("also")) { "\(omitted) \(plural) with a higher F1 are not listed." }
                }
            }
        }
    }

    private var hasIntervals: Bool { labels.contains { $0.recall.lower != nil } }
    private var hasAveragePrecision: Bool { labels.contains { $0.averagePrecision != nil } }
    private var hasThreshold: Bool { labels.contains { $0.threshold != nil } }

    private func table(_ rows: ArraySlice<LabelScores>) -> Markup {
        scrollBox("Scores of each \(noun.lowercased())") {
            tag("table", .class("grid")) {
                tag("thead") {
                    tag("tr") {
                        tag("th", .columnScope) { noun }
                        tag("th", .columnScope, .class("n")) { "Images" }
                        for name in ["Recall", "Precision", "F1"] {
                            tag("th", .columnScope, .class("wide")) { name }
                        }
                        if hasAveragePrecision { heading("AP", "average precision") }
                        if hasThreshold { heading("From", "probability from which the label is predicted") }
                    }
                }
                tag("tbody") {
                    for row in rows { self.row(row) }
                }
            }
        }
    }

    private func heading(_ short: String, _ long: String) -> Markup {
        tag("th", .columnScope, .class("n"), .title(long)) { tag("abbr", .title(long)) { short } }
    }

    private func row(_ row: LabelScores) -> Markup {
        tag("tr") {
            tag("th", .rowScope) { row.name }
            tag("td", .class("n")) { NumberText.count(row.support) }
            for estimate in [row.recall, row.precision, row.f1] { cell(estimate) }
            if hasAveragePrecision {
                tag("td", .class("n")) { NumberText.fixed(row.averagePrecision ?? .nan, digits: 3) }
            }
            if hasThreshold {
                tag("td", .class("n")) { NumberText.fixed(row.threshold ?? .nan, digits: 2) }
            }
        }
    }

    private func cell(_ estimate: ReportEstimate) -> Markup {
        tag("td", .class("wide")) {
            NumberText.fixed(estimate.value * 100, digits: 1)
            " "
            if let lower = estimate.lower, let upper = estimate.upper {
                tag("small") {
                    NumberText.fixed(lower * 100, digits: 0) + "–" + NumberText.fixed(upper * 100, digits: 0)
                }
            }
            EstimateBar(estimate: estimate).markup
        }
    }
}
