/// One number of the summary under its name.
public struct ReportFigure: Hashable, Sendable {
    /// How a number is written.
    public enum Style: Hashable, Sendable {
        /// A share in `0 ... 1`, written in per cent.
        case share
        /// Any number, with a unit behind it; the unit may be empty.
        case number(unit: String)
    }

    /// What it is, such as "Balanced accuracy".
    public let name: String
    /// The number.
    public let estimate: ReportEstimate
    /// How it is written.
    public let style: Style
    /// What it means, in a few words.
    public let note: String?

    /// Makes a figure.
    public init(_ name: String, _ estimate: ReportEstimate, style: Style, note: String? = nil) {
        self.name = name
        self.estimate = estimate
        self.style = style
        self.note = note
    }
}
