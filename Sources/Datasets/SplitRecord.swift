/// What an earlier split says about the components of a new one.
struct SplitRecord {
    // Both by component, and empty where there was no earlier split.
    private let partitions: [Int: Set<Partition>]
    private let newSamples: [Int: [Int]]

    /// The components whose recorded samples cannot all be together, in the order of first samples.
    let conflicts: [SplitConflict]

    /// Looks the samples up.
    init(components: SplitComponents, digests: [ContentDigest], keeping: [ContentDigest: Partition]) {
        var partitions: [Int: Set<Partition>] = [:]
        for (component, digest) in zip(components.ofSample, digests) {
            if let partition = keeping[digest] { partitions[component, default: []].insert(partition) }
        }
        var newSamples: [Int: [Int]] = [:]
        if !partitions.isEmpty {
            for (index, component) in components.ofSample.enumerated()
            where partitions[component] != nil && keeping[digests[index]] == nil {
                newSamples[component, default: []].append(index)
            }
        }
        self.partitions = partitions
        self.newSamples = newSamples
        conflicts = Self.conflicts(partitions, newSamples, components: components)
    }

    private static func conflicts(
        _ partitions: [Int: Set<Partition>], _ newSamples: [Int: [Int]], components: SplitComponents
    ) -> [SplitConflict] {
        let contested = partitions.filter { component, partitions in
            partitions.count > 1 || (partitions == [.test] && newSamples[component] != nil)
        }
        guard !contested.isEmpty else { return [] }
        var members: [Int: [Int]] = [:]
        for (index, component) in components.ofSample.enumerated() where contested[component] != nil {
            members[component, default: []].append(index)
        }
        // Components are numbered by their first samples.
        return contested.sorted { $0.key < $1.key }.map { component, partitions in
            SplitConflict(
                sampleIndices: members[component] ?? [], newSampleIndices: newSamples[component] ?? [],
                recordedPartitions: Partition.allCases.filter(partitions.contains))
        }
    }

    /// Whether any sample of a component is recorded.
    func isRecorded(_ component: Int) -> Bool { partitions[component] != nil }

    /// Puts the new samples of recorded components on the side of the recorded ones, if that is one side;
    /// else they train.
    func settle(_ sides: inout [Partition]) {
        for (component, partitions) in partitions {
            sides[component] = partitions == [.validation] ? .validation : .training
        }
    }
}
