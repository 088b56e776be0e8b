/// The components of a split: samples that must stay on one side, because they hold the same bytes, belong to
/// one group or are near duplicates, directly or through others.
struct SplitComponents {
    /// The component of each sample; components are numbered from 0 by their first samples.
    private(set) var ofSample: [Int] = []

    /// The name of each component: the smallest name of its samples, where a sample in a group is named by the
    /// SHA-256 of the group's key in UTF-8 and any other by the digest of its bytes.
    private(set) var names: [ContentDigest] = []

    /// The number of samples in each component.
    private(set) var sampleCounts: [Int] = []

    /// Joins samples.
    ///
    /// Complexity: O(*n* log *n*), in practice O(*n*).
    init(samples: [Sample], digests: [ContentDigest], clusters: [Int?]?) {
        var sets = DisjointSets(count: samples.count)
        Self.join(&sets, wherever: digests, haveEqual: { $0 })
        Self.join(&sets, wherever: samples, haveEqual: \.group)
        if let clusters { Self.join(&sets, wherever: clusters, haveEqual: { $0 }) }

        ofSample.reserveCapacity(samples.count)
        for index in samples.indices {
            let name = samples[index].group.map { ContentDigest(of: Array($0.utf8)) } ?? digests[index]
            let root = sets.root(of: index)
            if root == index {
                ofSample.append(names.count)
                names.append(name)
                sampleCounts.append(1)
            } else {
                // The root is the smallest index, so its component has a number already.
                let component = ofSample[root]
                ofSample.append(component)
                names[component] = min(names[component], name)
                sampleCounts[component] += 1
            }
        }
    }

    private static func join<Element, Key: Hashable>(
        _ sets: inout DisjointSets, wherever elements: [Element], haveEqual key: (Element) -> Key?
    ) {
        var first: [Key: Int] = [:]
        for (index, element) in elements.enumerated() {
            guard let key = key(element) else { continue }
            if let known = first[key] { sets.join(known, index) } else { first[key] = index }
        }
    }
}
