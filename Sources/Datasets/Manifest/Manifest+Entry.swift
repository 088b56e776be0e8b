extension Manifest {
    /// One image of a manifest.
    public struct Entry: Hashable, Sendable {
        /// The path as it is written: below a folder that the manifest's reader names, or absolute.
        public let path: String

        /// Labels or numbers, in the memory of one list: there may be millions of entries.
        private enum Content: Hashable {
            case labels([String])
            case values([Float])
        }

        private let content: Content

        /// What the image was taken of or by: images of one group stay on one side of a split.
        public let group: String?

        /// The digest that the file's bytes had.
        public let digest: ContentDigest?

        /// The part that the image belongs to; nil where none is stated.
        public let partition: Partition?

        /// The line that the row begins in, from 1; 0 for an entry that was not read.
        public let line: Int

        /// The labels as they are written, all different: at least one where each image has a class, and none
        /// where it has numbers.
        public var labels: [String] {
            guard case .labels(let labels) = content else { return [] }
            return labels
        }

        /// The numbers in the order of the manifest's names; empty where images have classes or labels.
        public var values: [Float] {
            guard case .values(let values) = content else { return [] }
            return values
        }

        /// Makes an entry with labels.
        package init(
            path: String, labels: [String], partition: Partition? = nil, digest: ContentDigest? = nil,
            group: String? = nil, line: Int = 0
        ) {
            self.init(
                path: path, content: .labels(labels), partition: partition, digest: digest, group: group,
                line: line)
        }

        /// Makes an entry with numbers.
        package init(
            path: String, values: [Float], partition: Partition? = nil, digest: ContentDigest? = nil,
            group: String? = nil, line: Int = 0
        ) {
            self.init(
                path: path, content: .values(values), partition: partition, digest: digest, group: group,
                line: line)
        }

        private init(
            path: String, content: Content, partition: Partition?, digest: ContentDigest?, group: String?,
            line: Int
        ) {
            self.path = path
            self.content = content
            self.group = group
            self.digest = digest
            self.partition = partition
            self.line = line
        }
    }
}
