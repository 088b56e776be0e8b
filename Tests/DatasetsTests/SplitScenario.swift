import Datasets

/// Samples to split: their contents are texts, and each may have a class, a group and a cluster.
struct SplitScenario {
    struct Item: Hashable {
        var content: String
        var classIndex = 0
        var otherClassIndices: [Int] = []
        var group: String?
        var cluster: Int?
    }

    var items: [Item]

    var digests: [ContentDigest] { items.map { Self.digest(of: $0.content) } }

    static func digest(of content: String) -> ContentDigest { ContentDigest(of: Array(content.utf8)) }

    func split(
        _ fraction: Double, seed: UInt64 = 7, keeping: [ContentDigest: Partition] = [:]
    ) -> StratifiedSplit {
        let samples = items.enumerated().map { index, item in
            Sample(
                root: "/", relativePath: "\(index).png", classIndex: item.classIndex,
                otherClassIndices: item.otherClassIndices, group: item.group)
        }
        return StratifiedSplit(
            samples: samples, digests: digests, clusters: items.map(\.cluster), keeping: keeping,
            validationFraction: fraction, seed: seed)
    }

    /// What a split would write down: the part of each content.
    func record(of split: StratifiedSplit) -> [ContentDigest: Partition] {
        Dictionary(zip(digests, split.partitions)) { first, _ in first }
    }

    /// The contents, groups and clusters that have samples in more than one part, but for samples left out.
    func torn(by partitions: [Partition], except omitted: Set<Int> = []) -> [String] {
        var places: [String: Set<Partition>] = [:]
        for (index, item) in items.enumerated() where !omitted.contains(index) {
            let ties = [
                "content " + item.content, item.group.map { "group " + $0 }, item.cluster.map { "\($0)" },
            ]
            for tie in ties { if let tie { places[tie, default: []].insert(partitions[index]) } }
        }
        return places.filter { $0.value.count > 1 }.keys.sorted()
    }

    /// Single contents, groups, clusters, copies and bridges between them in several classes, all at random.
    static func random(
        count: Int, seed: UInt64, groups: Bool = true, clusters: Bool = true, copies: Bool = true
    ) -> SplitScenario {
        var generator = SplitMix64(state: seed)
        let items = (0..<count).map { index in
            let isGrouped = groups && Int.random(in: 0..<3, using: &generator) == 0
            let isClustered = clusters && Int.random(in: 0..<3, using: &generator) == 0
            let isCopy = copies && Int.random(in: 0..<5, using: &generator) == 0
            return Item(
                content: isCopy ? "\(Int.random(in: 0...index, using: &generator))" : "\(index)",
                classIndex: Int.random(in: 0..<3, using: &generator),
                group: isGrouped ? "g\(Int.random(in: 0..<count / 4, using: &generator))" : nil,
                cluster: isClustered ? Int.random(in: 0..<count / 4, using: &generator) : nil)
        }
        return SplitScenario(items: items)
    }
}

/// A generator whose numbers are the same everywhere. Source: Steele, Lea & Flood, 2014.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
