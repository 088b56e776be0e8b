internal import Datasets

/// Samples whose files could be read, with the digests of their contents.
struct ReadableSamples: Sendable {
    private(set) var samples: [Sample] = []
    private(set) var digests: [ContentDigest] = []

    mutating func append(_ sample: Sample, _ digest: ContentDigest) {
        samples.append(sample)
        digests.append(digest)
    }

    func selecting(_ indices: [Int]) -> ReadableSamples {
        var selected = ReadableSamples()
        for index in indices { selected.append(samples[index], digests[index]) }
        return selected
    }
}

extension DatasetSummary {
    /// Summarises the samples that have at least one row of features.
    init(classNames: ClassNames, _ positions: [Int]?, _ set: ReadableSamples?) {
        let set = set ?? ReadableSamples()
        let used = Set(positions ?? []).sorted()
        self.init(
            classNames: classNames, samples: used.map { set.samples[$0] },
            digests: used.map { set.digests[$0] })
    }
}
