/// Puts markup one after the other; a string becomes text.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ text: String) -> Markup { .text(text) }
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ markup: Markup?) -> Markup { markup ?? .empty }
    static func buildBlock(_ parts: Markup...) -> Markup {
        parts.count == 1 ? parts[0] : .group(parts)
    }
    static func buildOptional(_ part: Markup?) -> Markup { part ?? .empty }
    static func buildEither(first: Markup) -> Markup { first }
    static func buildEither(second: Markup) -> Markup { second }
    static func buildArray(_ parts: [Markup]) -> Markup { .group(parts) }
}
