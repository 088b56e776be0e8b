internal import Glibc

/// Which classes are taken for which.
struct ConfusionSection {
    private let scores: ClassificationScores
    private let index: MistakeIndex

    /// More classes than this make a table that nobody can read; then only pairs are listed.
    static let matrixLimit = 50
    /// How many pairs are listed beside the matrix.
    private static let pairLimit = 10
    /// How many pairs are listed instead of it.
    private static let longPairLimit = 50
    /// From how many classes on the cells are small.
    private static let denseLimit = 16

    init(_ scores: ClassificationScores, mistakes: [ReportExample]) {
        self.scores = scores
        index = MistakeIndex(mistakes, classNames: scores.classes.map(\.name))
    }

    var section: PageSection? {
        let pairs = confusedPairs
        return PageSection("confusion", "What is taken for what", shortTitle: "Confusions") {
            if !scores.classes.isEmpty {
                if scores.classes.count <= Self.matrixLimit {
                    tag("p", .class("note")) { note(pairs) }
                    tag("div", .class(scores.classes.count < Self.denseLimit ? "split" : "stack")) {
                        matrix
                        table(pairs.prefix(Self.pairLimit), of: pairs.count)
                    }
                } else {
                    tag("p", .class("note")) {
                        "With \(NumberText.count(scores.classes.count)) classes, the most frequent confusions."
                    }
                    table(pairs.prefix(Self.longPairLimit), of: pairs.count)
                }
            }
        }
    }

    private func note(_ pairs: [Pair]) -> String {
        guard !pairs.isEmpty else { return "Every image is on the diagonal: nothing was confused." }
        return "Each row is a class, each column what its images were taken for; an empty cell is 0. "
            + "The diagonal is right."
            + (index.isEmpty ? "" : " A number off the diagonal leads to its mistakes.")
    }

    // MARK: The matrix

    private var matrix: Markup {
        let names = scores.classes.map(\.name)
        let style = names.count >= Self.denseLimit ? "matrix dense" : "matrix"
        return scrollBox("Confusion matrix") {
            tag("table", .class(style), .style("--k:\(names.count)")) {
                tag("thead") {
                    tag("tr") {
                        tag("th", .columnScope) {
                            tag("span") { "predicted →" }
                            tag("span") { "true ↓" }
                        }
                        for name in names {
                            tag("th", .columnScope, .title(name)) { tag("span") { name } }
                        }
                    }
                }
                tag("tbody") {
                    for (label, name) in names.enumerated() {
                        tag("tr") {
                            tag("th", .rowScope, .title(name)) { name }
                            for prediction in names.indices { cell(label, prediction) }
                        }
                    }
                }
            }
        }
    }

    private func cell(_ label: Int, _ prediction: Int) -> Markup {
        let count = scores.confusion[label][prediction]
        guard count > 0 else { return tag("td") }
        let share = Double(count) / Double(scores.confusion[label].reduce(0, +))
        let isHit = label == prediction
        // Mistakes are few: their root spreads them over the ramp.
        let heat = Double(PagePalette.heatStepCount) * (isHit ? share : share.squareRoot())
        let style = (isHit ? "h" : "m") + String(Int(heat.rounded(.up)))
        let text = NumberText.count(count)
        guard !isHit else { return tag("td", .class(style)) { text } }
        let names = (scores.classes[label].name, scores.classes[prediction].name)
        let title = "\(NumberText.counted(count, "image")) of \(names.0) taken for \(names.1)"
        return tag("td", .class(style), .title(title)) {
            if let target = index.target(label: label, prediction: prediction) {
                link(to: target, title) { text }
            } else {
                text
            }
        }
    }

    private func link(to target: String, _ label: String, @MarkupBuilder content: () -> Markup)
        -> Markup
    {
        .element("a", [.href("#" + target), Attribute("data-pair", ""), .label(label)], content())
    }

    // MARK: Pairs

    private struct Pair {
        let label: Int
        let prediction: Int
        let count: Int
        let share: Double
    }

    /// Confused classes, the most images first, then the larger share, then class order.
    private var confusedPairs: [Pair] {
        var pairs: [Pair] = []
        for (label, row) in scores.confusion.enumerated() {
            let total = Double(row.reduce(0, +))
            for (prediction, count) in row.enumerated() where count > 0 && prediction != label {
                pairs.append(
                    Pair(label: label, prediction: prediction, count: count, share: Double(count) / total))
            }
        }
        return pairs.sorted { first, second in
            (-first.count, -first.share, first.label, first.prediction)
                < (-second.count, -second.share, second.label, second.prediction)
        }
    }

    private func table(_ pairs: ArraySlice<Pair>, of count: Int) -> Markup? {
        guard !pairs.isEmpty else { return nil }
        let isAll = pairs.count == count
        return scrollBox("Most frequent confusions") {
            tag("table", .class("grid")) {
                tag("caption") {
                    isAll
                        ? "All confusions"
                        : "The \(pairs.count) most frequent of \(NumberText.count(count)) confusions"
                }
                tag("thead") {
                    tag("tr") {
                        tag("th", .columnScope) { "Class" }
                        tag("th", .columnScope) { "taken for" }
                        tag("th", .columnScope, .class("n")) { "Images" }
                        tag("th", .columnScope, .class("n")) { "Share" }
                    }
                }
                tag("tbody") {
                    for pair in pairs { row(pair) }
                }
            }
        }
    }

    private func row(_ pair: Pair) -> Markup {
        let names = (scores.classes[pair.label].name, scores.classes[pair.prediction].name)
        let count = NumberText.count(pair.count)
        return tag("tr") {
            tag("th", .rowScope) { names.0 }
            tag("td") { names.1 }
            tag("td", .class("n")) {
                if let target = index.target(label: pair.label, prediction: pair.prediction) {
                    link(to: target, "\(count) of \(names.0) taken for \(names.1)") { count }
                } else {
                    count
                }
            }
            tag("td", .class("n")) { NumberText.share(pair.share) }
        }
    }
}
