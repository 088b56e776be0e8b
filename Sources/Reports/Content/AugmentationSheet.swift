/// How training changed its images.
public struct AugmentationSheet: Hashable, Sendable {
    /// The augmentation in its text form, such as "flip:0.5,rotate:15".
    public let policy: String
    /// Originals beside their variants.
    public let picture: ReportPicture?
    /// What the picture does not show, as a sentence.
    public let omission: String?

    /// Makes a sheet.
    public init(policy: String, picture: ReportPicture? = nil, omission: String? = nil) {
        self.policy = policy
        self.picture = picture
        self.omission = omission
    }
}
