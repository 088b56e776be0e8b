/// A piece of HTML or SVG.
///
/// Text and the values of attributes are escaped when they are written; names of elements and attributes are
/// literals of the source. So nothing that comes from data can become markup.
indirect enum Markup: Sendable {
    case text(String)
    case group([Markup])
    case element(StaticString, [Attribute], Markup)
    /// The content of a style or script element, which is never escaped: only what this module wrote itself.
    case trusted(String)

    static let empty = Markup.group([])

    /// Whether there is nothing to write.
    var isEmpty: Bool {
        switch self {
        case .text(let text), .trusted(let text): text.isEmpty
        case .group(let parts): parts.allSatisfy(\.isEmpty)
        case .element: false
        }
    }

    /// The markup as text.
    var text: String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        switch self {
        case .text(let text): output += Escaping.escaped(text)
        case .trusted(let text): output += text
        case .group(let parts): for part in parts { part.write(to: &output) }
        case .element(let name, let attributes, let content):
            let name = name.description
            if Self.lineStarters.contains(name), !output.isEmpty { output += "\n" }
            output += "<" + name
            for attribute in attributes {
                output +=
                    " " + attribute.name.description + "=\"" + Escaping.escaped(attribute.value) + "\""
            }
            output += ">"
            guard !Self.voidElements.contains(name) else { return }
            content.write(to: &output)
            output += "</" + name + ">"
        }
    }

    /// Elements without content and end tag, of those that are used here.
    private static let voidElements: Set<String> = ["br", "img", "meta"]

    /// Elements that begin a line of the source, where a blank changes nothing of how the page looks.
    private static let lineStarters: Set<String> = [
        "article", "body", "details", "dialog", "div", "dl", "dt", "figure", "figcaption", "footer",
        "h1", "h2",
        "h3", "h4", "head", "header", "html", "li", "main", "meta", "nav", "ol", "p", "script",
        "section", "style",
        "svg", "table", "tbody", "thead", "title", "tr", "ul",
    ]
}

/// An element with its content.
func tag(
    _ name: StaticString, _ attributes: Attribute...,
    @MarkupBuilder content: () -> Markup = { .empty }
) -> Markup {
    .element(name, attributes, content())
}
