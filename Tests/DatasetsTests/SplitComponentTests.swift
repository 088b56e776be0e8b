import Datasets
import Testing

@Suite struct SplitComponentTests {
    /// The samples of `tied_scenario` in Tests/Golden/datasets_split.py.
    static let tied = SplitScenario(
        items: (0..<30).map { index in
            SplitScenario.Item(
                content: "\(min(index, 28))", group: index < 12 ? "g\(index / 3)" : nil,
                cluster: index == 11 ? 6 : 12..<20 ~= index ? index / 2 : nil)
        })

    @Test func `membership of what is tied equals an independent computation of the rule`() {
        // Expected numbers: Tests/Golden/datasets_split.py.
        #expect(
            Self.tied.split(0.4).validationIndices
                == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 18, 19, 23, 25, 27, 28, 29])
        #expect(
            Self.tied.split(0.4, seed: 8).validationIndices == [6, 7, 8, 16, 17, 21, 23, 25, 26, 27])
        #expect(Self.tied.split(0.4).conflicts.isEmpty)
    }

    @Test func `membership beside recorded sides equals an independent computation of the rule`() {
        let sides: [Int: Partition] = [
            0: .validation, 12: .training, 14: .training, 15: .validation, 20: .validation, 23: .training,
        ]
        let digests = Self.tied.digests
        let keeping = Dictionary(uniqueKeysWithValues: sides.map { (digests[$0.key], $0.value) })
        let split = Self.tied.split(0.4, keeping: keeping)
        // Expected numbers: Tests/Golden/datasets_split.py.
        #expect(
            split.validationIndices == [0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 18, 19, 20, 25, 27, 28, 29])
        #expect(
            split.conflicts == [
                SplitConflict(
                    sampleIndices: [14, 15], newSampleIndices: [],
                    recordedPartitions: [.training, .validation])
            ])
    }

    @Test(arguments: UInt64(0)..<20) func `samples that belong together are on one side`(_ seed: UInt64) {
        let scenario = SplitScenario.random(count: 120, seed: seed)
        for fraction in [0.05, 0.4, 0.95] {
            #expect(scenario.torn(by: scenario.split(fraction, seed: seed).partitions) == [])
        }
    }

    @Test(arguments: UInt64(0)..<20) func `order and the numbers of clusters change nothing`(_ seed: UInt64) {
        let scenario = SplitScenario.random(count: 150, seed: seed)
        var generator = SplitMix64(state: seed)
        let order = scenario.items.indices.shuffled(using: &generator)
        let shuffled = SplitScenario(
            items: order.map { index in
                var item = scenario.items[index]
                item.cluster = item.cluster.map { 1000 - $0 }
                return item
            })
        let sides = scenario.split(0.3, seed: seed).partitions
        #expect(shuffled.split(0.3, seed: seed).partitions == order.map { sides[$0] })
    }

    @Test(arguments: UInt64(0)..<20) func `new files, groups and members of groups move no old file`(
        _ seed: UInt64
    ) {
        // Large enough that the rule for small classes has nothing to do.
        let new = SplitScenario.random(count: 400, seed: seed, clusters: false, copies: false)
        let old = SplitScenario(items: Array(new.items.prefix(250)))
        #expect(
            new.split(0.3, seed: seed).partitions.prefix(250) == old.split(0.3, seed: seed).partitions[...])
    }

    @Test(arguments: UInt64(0)..<20) func `a new near duplicate moves its own cluster at most`(_ seed: UInt64)
    {
        let old = SplitScenario.random(count: 200, seed: seed, groups: false, copies: false)
        let before = old.split(0.4, seed: seed).partitions
        for cluster in 0..<50 {
            let members = old.items.indices.filter { old.items[$0].cluster == cluster }
            var new = old
            new.items.append(.init(content: "new \(cluster)", cluster: cluster))
            let after = new.split(0.4, seed: seed).partitions
            let moved = old.items.indices.filter { before[$0] != after[$0] }
            let newName = SplitScenario.digest(of: "new \(cluster)")
            let isSmallest = members.allSatisfy { newName < old.digests[$0] }
            #expect(moved.isEmpty || (moved == members && isSmallest))
        }
    }

    @Test func `the share is near the fraction, whatever the groups`() {
        let scenario = SplitScenario(
            items: (0..<600).map { .init(content: "\($0)", group: $0 < 300 ? "g\($0 / 3)" : nil) })
        let shares = (UInt64(0)..<60).map {
            Double(scenario.split(0.2, seed: $0).validationIndices.count) / 600
        }
        // 100 groups of three and 300 single images: the variance of one share is f(1 − f)(100·9 + 300)/600².
        let deviation = (0.2 * 0.8 * 1200).squareRoot() / 600
        #expect(shares.allSatisfy { abs($0 - 0.2) < 4.5 * deviation })
        let mean = shares.reduce(0, +) / Double(shares.count)
        #expect(abs(mean - 0.2) < 4.5 * deviation / Double(shares.count).squareRoot())
    }

    @Test(arguments: [1e-9, 1 - 1e-9]) func `a small class is divided by components`(_ fraction: Double) {
        let two = SplitScenario(items: "aaab".map { .init(content: "\($0)", group: "\($0)") })
        let counts = Set([
            two.split(fraction).validationIndices.count, two.split(fraction).trainingIndices.count,
        ])
        #expect(counts == [1, 3])
        let one = SplitScenario(items: (0..<5).map { .init(content: "\($0)", group: "only") })
        #expect(one.split(fraction).validationIndices.isEmpty)
    }

    @Test func `an image of several classes counts for each and is moved for none`() {
        let scenario = SplitScenario(items: [
            .init(content: "0", classIndex: 0, otherClassIndices: [1]), .init(content: "1", classIndex: 0),
            .init(content: "2", classIndex: 1), .init(content: "3", classIndex: 2, otherClassIndices: [2]),
            .init(content: "4", classIndex: 2),
        ])
        // Each class has to hold out one of its own, and none of it is the shared one.
        let heldOut = scenario.split(1e-9).validationIndices
        #expect(heldOut.prefix(2) == [1, 2])
        #expect(heldOut.count == 3)
    }

    @Test func `another number of clusters than samples traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = StratifiedSplit(
                samples: [], digests: [], clusters: [nil], validationFraction: 0.5, seed: 0)
        }
    }
}
