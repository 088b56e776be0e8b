/// The window in which the script shows the mistakes of a cell; it stays closed without it.
struct MistakeDialog {
    var markup: Markup {
        tag("dialog", .id("cell"), Attribute("aria-labelledby", "cell-title")) {
            tag("header") {
                tag("h2", .id("cell-title"))
                tag("button", Attribute("type", "button")) { "Close" }
            }
            tag("ul", .class("cards"))
        }
    }
}
