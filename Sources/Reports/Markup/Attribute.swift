/// An attribute of an element; its value is escaped when it is written.
struct Attribute: Sendable {
    /// The name, which never comes from data.
    let name: StaticString
    /// The value, as it means, not as it is written.
    let value: String

    /// An attribute of any name.
    init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    static func href(_ value: String) -> Attribute { Attribute("href", value) }
    static func role(_ value: String) -> Attribute { Attribute("role", value) }
    static func label(_ value: String) -> Attribute { Attribute("aria-label", value) }
    static func title(_ value: String) -> Attribute { Attribute("title", value) }
    static func style(_ value: String) -> Attribute { Attribute("style", value) }
    /// A coordinate or a length of a drawing.
    static func number(_ name: StaticString, _ value: Double) -> Attribute {
        Attribute(name, NumberText.coordinate(value))
    }

    /// The heading of a column or a row of a table.
    static let columnScope = Attribute("scope", "col")
    static let rowScope = Attribute("scope", "row")
    /// What assistive technology passes over.
    static let hidden = Attribute("aria-hidden", "true")
}
