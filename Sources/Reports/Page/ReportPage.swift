/// A report as one HTML file that needs nothing else: no network, no fonts, no other file.
///
/// It is a pure function of its content: the same content gives the same bytes. What a reader asks first comes
/// first: how good the model is, what it gets wrong, how far it can be trusted; then what it was made from and
/// how. It adapts to phones, desks, dark screens and paper, and is complete without its script.
public struct ReportPage: Sendable {
    private let content: ReportContent

    /// Makes a page.
    public init(_ content: ReportContent) {
        self.content = content
    }

    /// The file, UTF-8.
    public var html: String {
        "<!DOCTYPE html>\n" + document.text + "\n"
    }

    private var document: Markup {
        let sections = self.sections
        return tag("html", Attribute("lang", "en")) {
            head
            tag("body") {
                tag("div", .class("page")) {
                    SummaryHeader(content, sections: sections).markup
                    tag("main") {
                        for section in sections { section.markup }
                    }
                    tag("footer") {
                        "Made by imgcls. This page is complete: it loads nothing from elsewhere."
                    }
                }
                MistakeDialog().markup
                tag("script") { Markup.trusted(PageScript.source) }
            }
        }
    }

    private var sections: [PageSection] {
        scoreSections
            + [
                ExamplesSection(content).uncertain, DataSection(content).section,
                FindingsSection(content).section, TrainingSection(content).section,
                AugmentationSection(content).section, ReproductionSection(content).section,
            ].compactMap { $0 }
    }

    private var scoreSections: [PageSection] {
        let mistakes = ExamplesSection(content).mistakes
        let sections: [PageSection?] =
            switch content.scores {
            case .classification(let scores):
                [
                    ConfusionSection(scores, mistakes: content.mistakes).section, mistakes,
                    LabelScoresSection(scores).section, CertaintySection(scores).section,
                ]
            case .multilabel(let scores): [LabelScoresSection(scores).section, mistakes]
            case .regression(let scores): [RegressionSection(scores).section, mistakes]
            case nil: [mistakes]
            }
        return sections.compactMap { $0 }
    }

    /// Nothing may be loaded, and no script but the page's own may run, whatever its texts hold.
    private static let policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        + "script-src 'sha256-\(PageScript.digest)'; base-uri 'none'; form-action 'none'"

    private var head: Markup {
        tag("head") {
            tag("meta", Attribute("charset", "utf-8"))
            tag(
                "meta", Attribute("http-equiv", "Content-Security-Policy"),
                Attribute("content", Self.policy))
            tag(
                "meta", Attribute("name", "viewport"),
                Attribute("content", "width=device-width, initial-scale=1"))
            tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
            tag("meta", Attribute("name", "generator"), Attribute("content", "imgcls"))
            tag("title") { content.title + " · imgcls report" }
            tag("style") { Markup.trusted(PageStyle.css) }
        }
    }
}
