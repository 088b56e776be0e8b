extension Manifest {
    /// One image of a manifest.
    public struct Entry: Hashable, Sendable {
        /// The path as it is written: below a folder that the manifest's reader names, or absolute.
        public let path: String

        /// The labels as they are written; at least one, all different.
        public let labels: [String]

        /// What the image was taken of or by: images of one group stay on one side of a split.
        public let group: String?

        /// The digest that the file's bytes had.
        public let digest: ContentDigest?

        /// The part that the image belongs to; nil where none is stated.
        public let partition: Partition?

        /// The line that the row begins in, from 1; 0 for an entry that was not read.
        public let line: Int

        /// Makes an entry.
        package init(
            path: String, labels: [String], partition: Partition? = nil, digest: ContentDigest? = nil,
            group: String? = nil, line: Int = 0
        ) {
            self.path = path
            self.labels = labels
            self.group = group
            self.digest = digest
            self.partition = partition
            self.line = line
        }
    }
}
