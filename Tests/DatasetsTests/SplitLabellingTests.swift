import Datasets
import Testing

@Suite struct SplitLabellingTests {
    private static func split(
        _ samples: [Sample], _ labelling: Labelling, _ fraction: Double, seed: UInt64 = 7,
        keeping: [ContentDigest: Partition] = [:]
    ) -> StratifiedSplit {
        StratifiedSplit(
            samples: samples, labelling: labelling, digests: digests(of: samples), keeping: keeping,
            validationFraction: fraction, seed: seed)
    }

    private static func digests(of samples: [Sample]) -> [ContentDigest] {
        samples.map { ContentDigest(of: Array($0.relativePath.utf8)) }
    }

    private static func samples(_ labels: [[Int]]) -> [Sample] {
        labels.enumerated().map { Sample(root: "/", relativePath: "\($0).png", labelIndices: $1) }
    }

    /// Fractions that leave one side of each class to the rule for small classes.
    static let extremes = [1e-9, 1 - 1e-9]

    @Test(arguments: extremes) func `each image counts for the rarest of its labels alone`(
        _ fraction: Double
    ) {
        // Label 0 is on all, 1 on four, 2 on two: 2 is the class of two images, 1 that of two and 0 that of
        // three.
        let samples = Self.samples([[0, 1, 2], [2, 1, 0], [1, 0], [0, 1], [0], [0], [0]])
        let split = Self.split(samples, .labels, fraction)
        for members in [0..<2, 2..<4, 4..<7] {
            let parts = Set(members.map { split.partitions[$0] })
            #expect(parts == [.training, .validation])
        }
    }

    @Test(arguments: extremes) func `images without labels are a class of their own`(_ fraction: Double) {
        let split = Self.split(Self.samples([[0], [], [0], [], []]), .labels, fraction)
        #expect(Set([0, 2].map { split.partitions[$0] }) == [.training, .validation])
        #expect(Set([1, 3, 4].map { split.partitions[$0] }) == [.training, .validation])
    }

    @Test(arguments: extremes) func `images with numbers are of one class`(_ fraction: Double) {
        let samples = (0..<5).map { Sample(root: "/", relativePath: "\($0).png", values: [Float($0)]) }
        let split = Self.split(samples, .values, fraction)
        #expect(
            Set([split.validationIndices.count, split.trainingIndices.count]) == [1, 4])
    }

    @Test func `one label an image is split as one class an image`() {
        let labels = (0..<60).map { [$0 % 7] }
        for fraction in [1e-9, 0.2, 0.8] {
            #expect(
                Self.split(Self.samples(labels), .labels, fraction)
                    == Self.split(Self.samples(labels), .classes, fraction))
        }
    }

    @Test(arguments: UInt64(0)..<40) func `any labels and groups give a split that holds together`(
        _ seed: UInt64
    ) {
        var generator = SplitMix64(state: seed)
        let samples = (0..<60).map { index in
            let labels = (0..<6).filter { Int.random(in: 0...$0 + 1, using: &generator) == 0 }
            let isGrouped = Bool.random(using: &generator)
            return Sample(
                root: "/", relativePath: "\(Int.random(in: 0...index, using: &generator))",
                labelIndices: labels.shuffled(using: &generator),
                group: isGrouped ? "\(Int.random(in: 0..<10, using: &generator))" : nil)
        }
        for fraction in [0, 1e-9, 0.3, 1 - 1e-9] {
            let split = Self.split(samples, .labels, fraction, seed: seed)
            var sides: [String: Set<Partition>] = [:]
            for (sample, partition) in zip(samples, split.partitions) {
                sides["content " + sample.relativePath, default: []].insert(partition)
                if let group = sample.group { sides["group " + group, default: []].insert(partition) }
            }
            #expect(sides.values.allSatisfy { $0.count == 1 })
            #expect(split.trainingIndices.count + split.validationIndices.count == samples.count)
            // The order of files and of labels means nothing.
            let order = samples.indices.shuffled(using: &generator)
            let shuffled = order.map { index in
                Sample(
                    root: "/", relativePath: samples[index].relativePath,
                    labelIndices: samples[index].labelIndices.reversed(), group: samples[index].group)
            }
            #expect(
                Self.split(shuffled, .labels, fraction, seed: seed).partitions
                    == order.map { split.partitions[$0] })
        }
    }

    @Test(arguments: UInt64(0)..<20) func `recorded sides are kept, whatever the labels become`(
        _ seed: UInt64
    ) {
        var generator = SplitMix64(state: seed)
        func labels() -> [[Int]] {
            (0..<80).map { _ in (0..<4).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 } }
        }
        let old = Self.samples(labels())
        let split = Self.split(old, .labels, 0.3, seed: seed)
        let record = Dictionary(uniqueKeysWithValues: zip(Self.digests(of: old), split.partitions))
        let changed = Self.split(Self.samples(labels()), .labels, 0.5, seed: seed + 1, keeping: record)
        #expect(changed.partitions == split.partitions)
    }

    @Test func `rare labels reach both sides, and the share stays near the fraction`() {
        // Label 5 is on 2 images, 4 on 6, the others are common.
        let labels = (0..<400).map { index in
            [0, 1, 2].filter { index % ($0 + 2) == 0 } + (index % 70 == 0 ? [4] : [])
                + (index % 200 == 3 ? [5] : [])
        }
        let samples = Self.samples(labels)
        for seed in UInt64(0)..<30 {
            let split = Self.split(samples, .labels, 0.2, seed: seed)
            for rare in [4, 5] {
                let parts = Set(
                    labels.indices.filter { labels[$0].contains(rare) }.map { split.partitions[$0] })
                #expect(parts == [.training, .validation])
            }
            // Five standard deviations of independent draws, √(400 · 0.2 · 0.8) = 8 each, and the few that
            // the rule moves.
            let difference = abs(split.validationIndices.count - 80)
            #expect(difference < 5 * 8 + 4)
        }
    }
}
