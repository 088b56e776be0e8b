/// How many images of each class there are, and how some of them look.
public struct DataOverview: Hashable, Sendable {
    /// One class or label.
    public struct Row: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// The number of images in each part, in the order of the parts.
        public let counts: [Int]
        /// A few of its images; ``PictureBudget/thumbnailsPerClass`` says how many make sense.
        public let thumbnails: [ReportPicture]

        /// Makes a row.
        public init(name: String, counts: [Int], thumbnails: [ReportPicture] = []) {
            self.name = name
            self.counts = counts
            self.thumbnails = thumbnails
        }
    }

    /// What a row is: "Class", "Label" or "Value".
    public let rowTitle: String
    /// The names of the parts, such as "train", "validation" and "test".
    public let parts: [String]
    /// The classes, in class order.
    public let rows: [Row]
    /// What else is known of the data: its folder, its digest, how it was split.
    public let facts: [ReportFact]

    /// Makes an overview.
    ///
    /// - Precondition: Each row has a count for each part.
    public init(rowTitle: String = "Class", parts: [String], rows: [Row], facts: [ReportFact] = []) {
        for row in rows {
            precondition(
                row.counts.count == parts.count, "\(row.counts.count) counts, \(parts.count) parts")
        }
        self.rowTitle = rowTitle
        self.parts = parts
        self.rows = rows
        self.facts = facts
    }
}
