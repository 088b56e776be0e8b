/// One image with what is true and what the model says.
struct ExampleCard {
    private let example: ReportExample
    private let id: String
    private let kind: Kind

    /// What a guess is.
    enum Kind {
        /// The first guess is the answer, the others are what else it might have been.
        case oneClass
        /// All guesses are predicted.
        case labels
        /// A number, which is neither right nor wrong but only more or less far off.
        case number
    }

    init(_ example: ReportExample, id: String, kind: Kind) {
        self.example = example
        self.id = id
        self.kind = kind
    }

    var markup: Markup {
        tag("figure", .class("card"), .id(id)) {
            if let image = example.picture {
                tag("div", .class("pictures")) {
                    picture(image, "Image \(example.path)")
                    if let heatMap = example.heatMap {
                        picture(heatMap, "Heat map of where the model looked in \(example.path)")
                    }
                }
            }
            tag("figcaption") {
                tag("p", .class("truth")) {
                    tag("span") { "true: " }
                    example.truths.isEmpty ? "no label" : example.truths.joined(separator: ", ")
                }
                tag("ol", .class("guesses"), .label("Predicted")) {
                    for (place, guess) in example.guesses.enumerated() { line(guess, isFirst: place == 0) }
                }
                tag("p", .class("path")) { example.path }
            }
        }
    }

    /// A guess with a sign and a colour for right and wrong.
    private func line(_ guess: ReportExample.Guess, isFirst: Bool) -> Markup {
        let verdict = self.verdict(guess, isFirst: isFirst)
        return tag("li", .class(verdict.style)) {
            tag("span") {
                verdict.sign
                guess.name
            }
            if let probability = guess.probability {
                tag("span") { NumberText.share(probability) }
                ShareBar(share: probability).markup
            }
        }
    }

    private func verdict(_ guess: ReportExample.Guess, isFirst: Bool) -> (style: String, sign: Markup) {
        switch kind {
        case .number:
            return ("other", tag("span", .class("also")) { "predicted: " })
        case .oneClass, .labels:
            if example.truths.contains(guess.name) { return ("right", sign("✓", "right: ")) }
            return kind == .labels || isFirst ? ("wrong", sign("✗", "wrong: ")) : ("other", .empty)
        }
    }

    private func sign(_ sign: String, _ word: String) -> Markup {
        .group([
            tag("span", .hidden) { sign + "\u{A0}" },
            tag("span", .class("unseen")) { word },
        ])
    }
}
