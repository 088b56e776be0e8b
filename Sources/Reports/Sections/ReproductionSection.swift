/// How to make the same model again, and what it was made from.
struct ReproductionSection {
    private let content: ReportContent

    init(_ content: ReportContent) {
        self.content = content
    }

    var section: PageSection? {
        PageSection("reproduction", "How it was made") {
            if let command = content.command {
                tag("p", .class("note")) { "The same data and this command give the same model." }
                tag("pre", .id("command")) { command }
            }
            if !content.configuration.isEmpty || !content.environment.isEmpty {
                tag("div", .class("columns-wide")) {
                    part("Configuration", FactList(facts: content.configuration).markup)
                    part("Environment", FactList(facts: content.environment).markup)
                }
            }
            part("Made from", sources)
        }
    }

    private func part(_ title: String, _ body: Markup?) -> Markup? {
        body.map { body in
            tag("div") {
                tag("h3") { title }
                body
            }
        }
    }

    private var sources: Markup? {
        guard !content.sources.isEmpty else { return nil }
        return tag("ul", .class("plain")) {
            for source in content.sources {
                tag("li") {
                    "\(source.name), licence \(source.licence)"
                    if let address = source.address {
                        ": "
                        link(address)
                    }
                }
            }
        }
    }

    /// A link, where it is a web address; nothing else becomes one, so that none can run a script.
    private func link(_ address: String) -> Markup {
        guard address.hasPrefix("https://") else { return .text(address) }
        return tag("a", .href(address), Attribute("rel", "noreferrer")) { address }
    }
}
