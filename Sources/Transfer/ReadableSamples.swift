package import Datasets

/// Samples whose files could be read, with the digests of their contents.
package struct ReadableSamples: Sendable {
    package init() {}

    private(set) var samples: [Sample] = []
    private(set) var digests: [ContentDigest] = []

    package mutating func append(_ sample: Sample, _ digest: ContentDigest) {
        samples.append(sample)
        digests.append(digest)
    }

    /// A number for each position, the same for copies of one image in one class, which must stay in one fold.
    package func groups(ofPositions positions: [Int]) -> [Int] {
        struct Image: Hashable {
            let digest: ContentDigest
            let classIndex: Int
        }
        var first: [Image: Int] = [:]
        return positions.map { position in
            let image = Image(digest: digests[position], classIndex: samples[position].classIndex)
            if let known = first[image] { return known }
            first[image] = position
            return position
        }
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
