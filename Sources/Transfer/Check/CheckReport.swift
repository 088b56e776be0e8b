internal import Datasets
internal import Training

/// What a check found in a data set: counts and findings, for people, scripts and fix lists.
public struct CheckReport: Hashable, Sendable, Codable {
    /// The images of one class or label by part, unreadable ones included.
    public struct ClassCount: Hashable, Sendable, Codable {
        /// The name of the class or label.
        public let name: String
        /// The number of training images.
        public let training: Int
        /// The number of validation images.
        public let validation: Int
        /// The number of test images.
        public let test: Int
    }

    /// The version of this record; a change that a reader of an older one could misread raises it.
    public static let formatVersion = 1

    /// The version of the record.
    public let version: Int
    /// The folder of the data set.
    public let path: String
    /// The number of images, unreadable ones included.
    public let imageCount: Int
    /// The number of images that can be read.
    public let readableCount: Int
    /// The classes or labels in order; none for numbers.
    public let classes: [ClassCount]
    /// What was found, the gravest first, else in the order of `Finding.Kind.allCases`.
    public let findings: [Finding]

    private enum CodingKeys: String, CodingKey {
        case version, path, classes, findings
        case imageCount = "image_count"
        case readableCount = "readable_count"
    }

    /// The gravest severity among the findings; nil without any.
    public var severity: Finding.Severity? { findings.map(\.severity).max() }

    /// The finding of a kind, the first one where there are several.
    public func finding(_ kind: Finding.Kind) -> Finding? { findings.first { $0.kind == kind } }

    init(
        _ data: Dataset, _ prepared: PreparedData, suspicions: [LabelSuspicion], badImages: BadImagePolicy
    ) {
        let context = CheckContext(data: data, prepared: prepared)
        let examination = prepared.examination
        let found = [
            context.fileFindings(badImages), context.classFindings(), context.targetFindings(),
            context.copyFindings(), context.nearCopyFindings(), context.pictureFindings(),
            context.spellingFindings(), context.labelFindings(suspicions),
        ].flatMap { $0 }
        let rank = Dictionary(uniqueKeysWithValues: Finding.Kind.allCases.enumerated().map { ($1, $0) })
        version = Self.formatVersion
        path = data.path
        imageCount = examination.totalCount
        readableCount = examination.samples.count
        classes = context.classCounts
        findings = found.enumerated().sorted { left, right in
            let leftKey = (left.element.severity, rank[left.element.kind] ?? 0, left.offset)
            let rightKey = (right.element.severity, rank[right.element.kind] ?? 0, right.offset)
            if leftKey.0 != rightKey.0 { return leftKey.0 > rightKey.0 }
            return (leftKey.1, leftKey.2) < (rightKey.1, rightKey.2)
        }.map(\.element)
    }
}
