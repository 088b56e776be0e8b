internal import Crypto

/// What a model was trained or judged on, in a few numbers: the record of the data's origin inside a model
/// file.
public struct DatasetSummary: Hashable, Sendable, Codable {
    /// The number of samples of one class.
    public struct ClassCount: Hashable, Sendable, Codable {
        /// The name of the class.
        public let name: String
        /// The number of samples, copies included.
        public let sampleCount: Int

        /// Makes a count.
        public init(name: String, sampleCount: Int) {
            self.name = name
            self.sampleCount = sampleCount
        }

        private enum CodingKeys: String, CodingKey {
            case name
            case sampleCount = "sample_count"
        }
    }

    /// The classes in order, those without samples included.
    public let classes: [ClassCount]

    /// The number of different contents among the samples.
    public let distinctContentCount: Int

    /// A digest of labels and contents: equal for two data sets exactly if they hold the same images in the
    /// same classes, whatever the files are called and in whatever order they are.
    ///
    /// It is SHA-256 over the text `imgcls dataset 1` and a line end, then for each sample, sorted by the
    /// label's UTF-8 bytes and then by content digest: the number of those bytes as 8 little-endian bytes,
    /// the bytes, and the 32 bytes of the content digest. A content that occurs twice in a class is counted
    /// twice.
    public let digest: ContentDigest

    private enum CodingKeys: String, CodingKey {
        case classes, digest
        case distinctContentCount = "distinct_content_count"
    }

    /// The number of samples in all classes.
    public var sampleCount: Int { classes.reduce(0) { $0 + $1.sampleCount } }

    /// Sums up samples. Complexity: O(*n* log *n*).
    ///
    /// - Parameters:
    ///   - classNames: The names that the samples' class indices refer to.
    ///   - samples: The samples.
    ///   - digests: The digest of each sample's bytes, in the same order.
    /// - Precondition: There are as many digests as samples, and each class index has a name.
    public init(classNames: ClassNames, samples: [Sample], digests: [ContentDigest]) {
        precondition(
            samples.count == digests.count, "\(digests.count) digests for \(samples.count) samples")
        var contents = [[ContentDigest]](repeating: [], count: classNames.count)
        for (sample, digest) in zip(samples, digests) {
            precondition(
                sample.classIndex < classNames.count,
                "class index \(sample.classIndex) with \(classNames.count) class names")
            contents[sample.classIndex].append(digest)
        }
        classes = zip(classNames.names, contents).map { ClassCount(name: $0, sampleCount: $1.count) }
        distinctContentCount = Set(digests).count
        digest = Self.digest(of: zip(classNames.names.map { Array($0.utf8) }, contents).map { ($0, $1) })
    }

    private static func digest(of classes: [(label: [UInt8], contents: [ContentDigest])]) -> ContentDigest {
        var hash = SHA256()
        hash.update(data: Array("imgcls dataset 1\n".utf8))
        for (label, contents) in classes.sorted(by: { $0.label.lexicographicallyPrecedes($1.label) }) {
            let length = (0..<8).map { UInt8(truncatingIfNeeded: label.count >> (8 * $0)) }
            for content in contents.sorted() {
                hash.update(data: length + label + content.bytes)
            }
        }
        return ContentDigest(finishing: hash.finalize())
    }
}
