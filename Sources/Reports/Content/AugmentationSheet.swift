/// How training changed its images.
public struct AugmentationSheet: Hashable, Sendable {
    /// A photo and samples of what becomes of it.
    public struct Row: Hashable, Sendable {
        /// Which photo, such as its path below the data set's folder.
        public let name: String
        /// The photo as prediction sees it, and its variants behind it.
        public let pictures: [ReportPicture]

        /// Makes a row.
        public init(name: String, pictures: [ReportPicture]) {
            self.name = name
            self.pictures = pictures
        }
    }

    /// The augmentation in its text form, such as "flip:0.5,rotate:15".
    public let policy: String
    /// Photos beside their variants; ``PictureBudget/variantByteCount`` says how large they may be together.
    public let rows: [Row]
    /// What the pictures do not show, as a sentence.
    public let omission: String?

    /// Makes a sheet.
    public init(policy: String, rows: [Row] = [], omission: String? = nil) {
        self.policy = policy
        self.rows = rows
        self.omission = omission
    }
}
