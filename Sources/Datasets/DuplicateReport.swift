/// The files of a data set that hold the same bytes as others, by what that means for training.
public struct DuplicateReport: Hashable, Sendable {
    /// One part of a data set with the digest of each sample.
    public struct Part: Sendable {
        /// What the part is used for.
        public let partition: Partition
        /// The samples of the part.
        public let samples: [Sample]
        /// The digest of each sample's bytes, in the same order.
        public let digests: [ContentDigest]

        /// Makes a part.
        ///
        /// - Precondition: There are as many digests as samples.
        public init(_ partition: Partition, samples: [Sample], digests: [ContentDigest]) {
            precondition(
                samples.count == digests.count, "\(digests.count) digests for \(samples.count) samples")
            self.partition = partition
            self.samples = samples
            self.digests = digests
        }
    }

    /// Samples of one content, in the order of the parts.
    public struct Group: Hashable, Sendable {
        /// The digest that the samples have in common.
        public let digest: ContentDigest
        /// At least two samples.
        public let samples: [Sample]
    }

    /// Contents that stand in more than one class, or with different labels or numbers: at most one of them
    /// is right.
    public let contradictions: [Group]

    /// Contents that stand in the training part and in a held-out part: the measured accuracy flatters.
    public let leaks: [Group]

    /// Contents that stand more than once in one part with one class, the same labels or the same numbers:
    /// they count more than others.
    public let repetitions: [Group]

    /// Compares the contents of all parts. A group may be in more than one list; groups are in the order in
    /// which their contents first occur.
    ///
    /// Complexity: O(*n*).
    public init(_ parts: [Part]) {
        var occurrences: [ContentDigest: [(partition: Partition, sample: Sample)]] = [:]
        var order: [ContentDigest] = []
        for part in parts {
            for (sample, digest) in zip(part.samples, part.digests) {
                if occurrences[digest] == nil { order.append(digest) }
                occurrences[digest, default: []].append((part.partition, sample))
            }
        }
        var contradictions: [Group] = []
        var leaks: [Group] = []
        var repetitions: [Group] = []
        for digest in order {
            guard let found = occurrences[digest], found.count > 1 else { continue }
            let group = Group(digest: digest, samples: found.map(\.sample))
            let partitions = Set(found.map(\.partition))
            let places = Set(found.map { Place(partition: $0.partition, annotation: $0.sample.annotation) })
            if Set(places.map(\.annotation)).count > 1 { contradictions.append(group) }
            if partitions.contains(.training), partitions.count > 1 { leaks.append(group) }
            if places.count < found.count { repetitions.append(group) }
        }
        self.contradictions = contradictions
        self.leaks = leaks
        self.repetitions = repetitions
    }

    private struct Place: Hashable {
        let partition: Partition
        let annotation: Sample.Annotation
    }
}
