/// Single images: what the model got wrong, and what it was least certain of.
struct ExamplesSection {
    private let content: ReportContent
    private let index: MistakeIndex
    private let kind: ExampleCard.Kind

    /// More cards than this are behind a fold, so that a phone gets to the end of the page.
    private static let cardLimit = 8

    init(_ content: ReportContent) {
        self.content = content
        if case .classification(let scores) = content.scores {
            index = MistakeIndex(content.mistakes, classNames: scores.classes.map(\.name))
        } else {
            index = MistakeIndex([], classNames: [])
        }
        kind =
            switch content.scores {
            case .classification, nil: .oneClass
            case .multilabel: .labels
            case .regression: .number
            }
    }

    /// The mistakes with pictures, then all of them by pair of classes.
    var mistakes: PageSection? {
        PageSection("mistakes", kind == .number ? "Furthest off" : "Mistakes") {
            if !content.mistakes.isEmpty {
                tag("p", .class("note")) { mistakesNote }
                cards(
                    content.mistakes.indices.filter { content.mistakes[$0].picture != nil }.map { place in
                        ExampleCard(content.mistakes[place], id: cardID(place), kind: kind)
                    })
                if index.isEmpty { plainList } else { groupedList }
            }
        }
    }

    /// The least certain images.
    var uncertain: PageSection? {
        PageSection("uncertain", "Least certain") {
            if !content.uncertainExamples.isEmpty {
                tag("p", .class("note")) {
                    "The images whose answer hung by a thread, right or wrong. Such images teach most."
                }
                cards(
                    content.uncertainExamples.enumerated().map { place, example in
                        ExampleCard(example, id: "uncertain-\(place)", kind: kind)
                    })
            }
        }
    }

    private func cards(_ cards: [ExampleCard]) -> Markup? {
        guard !cards.isEmpty else { return nil }
        return .group([
            tag("div", .class("cards")) {
                for card in cards.prefix(Self.cardLimit) { card.markup }
            },
            cards.count <= Self.cardLimit
                ? .empty
                : tag("details", .class("fold")) {
                    tag("summary") { "\(NumberText.count(cards.count - Self.cardLimit)) more" }
                    tag("div", .class("cards")) {
                        for card in cards.dropFirst(Self.cardLimit) { card.markup }
                    }
                },
        ])
    }

    private var mistakesNote: String {
        let pictured = content.mistakes.filter { $0.picture != nil }
        let count = content.mistakes.count
        let noun = kind == .number ? "image" : "mistake"
        let first =
            pictured.isEmpty || pictured.count == count
            ? NumberText.counted(count, noun) + (count == 1 ? "." : ", the worst first.")
            : "The \(NumberText.count(pictured.count)) worst of \(NumberText.counted(count, noun))."
        let hasHeatMaps = pictured.contains { $0.heatMap != nil }
        return first + (hasHeatMaps ? " The second picture shows where the model looked." : "")
    }

    private func cardID(_ place: Int) -> String { "mistake-\(place)" }

    private var groupedList: Markup {
        guard case .classification(let scores) = content.scores else { return .empty }
        return tag("details") {
            tag("summary") {
                content.mistakes.count > MistakeIndex.limit
                    ? "The \(NumberText.count(MistakeIndex.limit)) worst mistakes by class"
                    : "All mistakes by class"
            }
            tag("div", .class("groups")) {
                for group in index.groups {
                    tag("div", .id(group.id)) {
                        tag("h3") {
                            "\(scores.classes[group.label].name) taken for "
                            scores.classes[group.prediction].name
                        }
                        list(group.places)
                    }
                }
            }
        }
    }

    private var plainList: Markup? {
        let places = content.mistakes.indices.prefix(MistakeIndex.limit).filter {
            content.mistakes[$0].picture == nil
        }
        guard !places.isEmpty else { return nil }
        return tag("details") {
            tag("summary") { "Further mistakes" }
            list(places)
        }
    }

    private func list(_ places: [Int]) -> Markup {
        tag("ul", .class("plain")) {
            for place in places { entry(place) }
        }
    }

    private func entry(_ place: Int) -> Markup {
        let example = content.mistakes[place]
        return tag("li") {
            if example.picture == nil {
                example.path
            } else {
                tag("a", .href("#" + cardID(place))) { example.path }
            }
            if let probability = example.guesses.first?.probability {
                " "
                tag("span", .class("also")) { NumberText.share(probability) }
            }
        }
    }
}
