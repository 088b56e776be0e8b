/// Something that a check of the data found.
public struct ReportFinding: Hashable, Sendable {
    /// How much a finding matters, the least first.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case note, warning, error
    }

    /// One place where it was found.
    public struct Item: Hashable, Sendable {
        /// Which files, and what exactly about them.
        public let text: String
        /// How they look; none where that does not matter.
        public let pictures: [ReportPicture]

        /// Makes a place.
        public init(_ text: String, pictures: [ReportPicture] = []) {
            self.text = text
            self.pictures = pictures
        }
    }

    /// How much it matters.
    public let severity: Severity
    /// What was found; underscores are shown as blanks.
    public let kind: String
    /// What and how many, in one sentence.
    public let summary: String
    /// Some of the places, the most important first.
    public let items: [Item]
    /// How many further places there are.
    public let omittedItemCount: Int

    /// Makes a finding.
    public init(
        severity: Severity, kind: String, summary: String, items: [Item] = [], omittedItemCount: Int = 0
    ) {
        self.severity = severity
        self.kind = kind
        self.summary = summary
        self.items = items
        self.omittedItemCount = omittedItemCount
    }
}
