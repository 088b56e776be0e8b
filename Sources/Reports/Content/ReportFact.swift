/// A name and what belongs to it: an option and its value, a part of the environment and its version.
public struct ReportFact: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
