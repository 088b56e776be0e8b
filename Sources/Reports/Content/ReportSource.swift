/// Something that a model was made from, and under which terms.
public struct ReportSource: Hashable, Sendable {
    /// What it is, such as "EfficientNet-Lite0, trained on ImageNet".
    public let name: String
    /// The licence, as an SPDX identifier or a few words.
    public let licence: String
    /// Where it comes from; it becomes a link where it is a web address (`https://`), else it is plain text.
    public let address: String?

    /// Makes a source.
    public init(name: String, licence: String, address: String? = nil) {
        self.name = name
        self.licence = licence
        self.address = address
    }
}
