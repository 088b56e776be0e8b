internal import Crypto

/// A split of samples into a training and a validation part that depends on their content, on what they belong
/// to and on a seed only.
///
/// Samples that hold the same bytes, have the same group or are in the same cluster of near duplicates form a
/// component, also where only a third one joins two of them; a component stays on one side. Its name is the
/// smallest of its samples' names: SHA-256 of the group's key in UTF-8 for a sample in a group, the digest of
/// the bytes for any other. Its score in `0 ..< 1` is made of the first 64 bits of SHA-256 over a label of this
/// method, the seed and the name, as a fraction of 2⁶⁴. A component is held out for validation if its score is
/// below the validation fraction. So
/// - neither file names, dates, order nor other components matter;
/// - no copy and no sibling of a training image flatters the result;
/// - each class gives about its fraction, with the spread of independent draws: of *n* components, *nf* ±
///   √(*nf*(1−*f*)).
///
/// Small classes need one more rule, since a threshold may leave one of their sides empty. If a class has at
/// least two components and none is below the threshold, the one with the lowest score is held out; if all are,
/// the one with the highest score is kept for training; a class with one component trains. The rule moves no
/// component that stands in more than one class, even where the labels of identical bytes contradict each
/// other: a class of nothing but such components may lack a side.
///
/// Where images have any number of labels, the class of an image is the rarest of its labels, the first of
/// equally rare ones, counted in images; those without labels are a class of their own. Rare labels so get an
/// image on both sides wherever they can, and no image counts for more than one class. Images with numbers
/// are all of one class.
///
/// What new files can change for old ones:
/// - Alone (no group, no cluster): only the rule for small classes, which moves at most one component a class,
///   and only back to the side where the threshold puts it or, while the side would still be empty, in favour
///   of a new one with a more extreme score.
/// - In a group: nothing else, whether the group is new or old, because its key alone names it. Only a file
///   that ties a group to something else, as a copy of an image outside it does, can move one of the two.
/// - As near duplicates: a new one can move its own cluster and nothing else, and only if its digest is smaller
///   than all others in it; one that joins two clusters makes the one with the larger name follow the other.
/// - With the sides of an earlier split (`keeping`): nothing. No rule without a memory can do as well: where *A*
///   and *C* alone fall on different sides, a *B* that resembles both has to move one of them.
///
/// Source: hash thresholds as a stable split are common practice; this description is the specification.
public struct StratifiedSplit: Hashable, Sendable {
    /// The part of each sample.
    public let partitions: [Partition]

    /// The positions of the training samples, ascending.
    public let trainingIndices: [Int]

    /// The positions of the held-out samples, ascending.
    public let validationIndices: [Int]

    /// The positions of the samples that an earlier split has put into the test part, ascending; nothing else
    /// gets there.
    public let testIndices: [Int]

    /// Where an earlier split has separated what belongs together or has put a part of it into the test part,
    /// in the order of first samples.
    public let conflicts: [SplitConflict]

    /// Splits samples.
    ///
    /// A component that an earlier split has on one side, training or validation, is there again as a whole. If
    /// it has samples on both sides, or new ones beside those in the test part, all recorded ones stay where
    /// they are, the new ones train, and the component is in `conflicts`.
    ///
    /// Complexity: O(*n* log *n*), in practice O(*n*), and one or two SHA-256 of short inputs for each sample.
    ///
    /// - Parameters:
    ///   - samples: The samples to split.
    ///   - labelling: What they are labelled with.
    ///   - digests: The digest of each sample's bytes, in the same order.
    ///   - clusters: The number of each sample's cluster of near duplicates, in the same order; nil for a sample
    ///     that resembles no other, and nil as a whole where nobody looked.
    ///   - keeping: The sides of an earlier split by content.
    ///   - validationFraction: The share that is held out, in `0 ..< 1`; 0 holds out nothing new, small classes
    ///     or not.
    ///   - seed: Another seed gives an independent split.
    /// - Precondition: There are as many digests, and clusters if any, as samples; the fraction is in `0 ..< 1`.
    public init(
        samples: [Sample], labelling: Labelling = .classes, digests: [ContentDigest],
        clusters: [Int?]? = nil, keeping: [ContentDigest: Partition] = [:], validationFraction: Double,
        seed: UInt64
    ) {
        precondition(
            samples.count == digests.count, "\(digests.count) digests for \(samples.count) samples")
        if let clusters {
            precondition(
                samples.count == clusters.count, "\(clusters.count) clusters for \(samples.count) samples")
        }
        precondition(
            (0..<1).contains(validationFraction),
            "validation fraction \(validationFraction) is not in 0 ..< 1")
        let components = SplitComponents(samples: samples, digests: digests, clusters: clusters)
        let scores = components.names.map { Self.score(of: $0, seed: seed) }
        // Below 1 the product is below 2⁶⁴, because `Double` has no value between.
        let threshold = UInt64(validationFraction * 0x1p64)
        var sides = scores.map { $0 < threshold ? Partition.validation : .training }

        let record = SplitRecord(components: components, digests: digests, keeping: keeping)
        record.settle(&sides)
        func partition(of index: Int) -> Partition {
            keeping[digests[index]] ?? sides[components.ofSample[index]]
        }
        if validationFraction > 0 {
            let balances = Self.balances(
                strata: SplitStrata(samples, labelling: labelling), components: components, scores: scores,
                isRecorded: record.isRecorded, partition: partition)
            // No component is offered by two classes, so the order of the corrections does not matter.
            for correction in balances.compactMap(\.correction) {
                sides[correction.component] = correction.partition
            }
        }
        let partitions = samples.indices.map(partition)
        self.partitions = partitions
        trainingIndices = samples.indices.filter { partitions[$0] == .training }
        validationIndices = samples.indices.filter { partitions[$0] == .validation }
        testIndices = samples.indices.filter { partitions[$0] == .test }
        conflicts = record.conflicts
    }

    /// Counts the components on both sides of each class and finds those that may be moved.
    private static func balances(
        strata: SplitStrata, components: SplitComponents, scores: [UInt64], isRecorded: (Int) -> Bool,
        partition: (Int) -> Partition
    ) -> [SplitBalance] {
        var owners = [Int?](repeating: nil, count: scores.count)
        var isShared = [Bool](repeating: false, count: scores.count)
        for (index, component) in components.ofSample.enumerated() {
            let stratum = strata.first[index]
            if owners[component] ?? stratum != stratum || strata.others[index] != nil {
                isShared[component] = true
            }
            owners[component] = stratum
        }
        var balances: [Int: SplitBalance] = [:]
        var counted: Set<Placement> = []
        for (index, component) in components.ofSample.enumerated() {
            let partition = partition(index)
            for stratum in [strata.first[index]] + (strata.others[index] ?? []) {
                let placement = Placement(component: component, stratum: stratum, partition: partition)
                // Most samples are alone, and nothing has to be remembered of those.
                if components.sampleCounts[component] > 1, !counted.insert(placement).inserted { continue }
                balances[stratum, default: SplitBalance()].count(partition)
                guard !isShared[component], !isRecorded(component) else { continue }
                balances[stratum, default: SplitBalance()].offer(
                    .init(component: component, score: scores[component], name: components.names[component]))
            }
        }
        return Array(balances.values)
    }

    private struct Placement: Hashable {
        let component: Int
        let stratum: Int
        let partition: Partition
    }

    /// The score of a component as a numerator over 2⁶⁴.
    private static func score(of name: ContentDigest, seed: UInt64) -> UInt64 {
        var hash = SHA256()
        hash.update(data: Array("imgcls split 1\n".utf8))
        hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: seed >> (8 * UInt64($0))) })
        hash.update(data: name.bytes)
        return ContentDigest(finishing: hash.finalize()).leadingWord
    }
}
