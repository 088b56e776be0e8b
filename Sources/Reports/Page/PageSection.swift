/// A part of the page under a heading of its own.
struct PageSection {
    /// What links call it.
    let id: StaticString
    /// The heading.
    let title: String
    /// What links say.
    let shortTitle: String
    /// What it shows.
    let body: Markup

    /// Makes a section; `nil` where it would show nothing.
    init?(
        _ id: StaticString, _ title: String, shortTitle: String? = nil, @MarkupBuilder body: () -> Markup
    ) {
        let body = body()
        guard !body.isEmpty else { return nil }
        self.id = id
        self.title = title
        self.shortTitle = shortTitle ?? title
        self.body = body
    }

    /// The section of the page.
    var markup: Markup {
        let headingID = id.description + "-title"
        return tag("section", .id(id.description), Attribute("aria-labelledby", headingID)) {
            tag("h2", .id(headingID)) { title }
            body
        }
    }
}
