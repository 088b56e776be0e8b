/// A box that scrolls sideways by itself, so that what is wide inside does not widen the page.
///
/// - Parameter label: What is inside, for those who come to it by keyboard.
func scrollBox(_ label: String, @MarkupBuilder content: () -> Markup) -> Markup {
    tag(
        "div", .class("scroll"), Attribute("tabindex", "0"), .role("region"), .label(label), content: content)
}
