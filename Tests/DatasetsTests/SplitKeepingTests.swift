import Datasets
import Testing

@Suite struct SplitKeepingTests {
    @Test(arguments: UInt64(0)..<20) func `nothing recorded ever moves, whatever ties it to whatever`(
        _ seed: UInt64
    ) {
        let all = SplitScenario.random(count: 300, seed: seed)
        // The first version knows no clusters, so that many of them bridge what it has separated.
        let old = SplitScenario(
            items: all.items.prefix(150).map { item in
                var item = item
                item.cluster = nil
                return item
            })
        let before = old.split(0.3, seed: seed)
        // Neither another seed nor another fraction makes a difference to what is recorded.
        for (fraction, seed) in [(0.3, seed), (0.9, seed + 1), (0, seed)] {
            let after = all.split(fraction, seed: seed, keeping: old.record(of: before))
            #expect(after.partitions.prefix(150) == before.partitions[...])
            expectConflictsExplain(after, of: all, recorded: old.record(of: before))
        }
    }

    /// Whatever is tied and stands on two sides is in a conflict, and of that the new samples train.
    private func expectConflictsExplain(
        _ split: StratifiedSplit, of scenario: SplitScenario, recorded: [ContentDigest: Partition]
    ) {
        let contested = Set(split.conflicts.flatMap(\.sampleIndices))
        #expect(contested.count == split.conflicts.map(\.sampleIndices.count).reduce(0, +))
        #expect(scenario.torn(by: split.partitions, except: contested) == [])
        let digests = scenario.digests
        for conflict in split.conflicts {
            #expect(
                conflict.newSampleIndices == conflict.sampleIndices.filter { recorded[digests[$0]] == nil })
            #expect(conflict.newSampleIndices.allSatisfy { split.partitions[$0] == .training })
            let partitions = Set(conflict.sampleIndices.compactMap { recorded[digests[$0]] })
            #expect(Set(conflict.recordedPartitions) == partitions)
            #expect(partitions.count == 2)
        }
    }

    static let followed: [(recorded: Partition, side: Partition, isConflict: Bool)] = [
        (.training, .training, false), (.validation, .validation, false), (.test, .training, true),
    ]

    @Test(arguments: followed) func `a new image joins its group where an earlier split has it`(
        _ recorded: Partition, _ side: Partition, _ isConflict: Bool
    ) {
        let scenario = SplitScenario(items: [
            .init(content: "old", group: "g"), .init(content: "new", group: "g"), .init(content: "other"),
        ])
        let old = SplitScenario.digest(of: "old")
        for fraction in [1e-9, 1 - 1e-9] {
            let split = scenario.split(fraction, keeping: [old: recorded])
            #expect(split.partitions[0] == recorded)
            #expect(split.partitions[1] == side)
            #expect(
                split.conflicts
                    == (isConflict
                        ? [
                            SplitConflict(
                                sampleIndices: [0, 1], newSampleIndices: [1], recordedPartitions: [.test])
                        ] : []))
        }
    }

    @Test func `test images stay test images with their copies`() {
        let scenario = SplitScenario(items: ["a", "a", "b", "c"].map { .init(content: $0) })
        let keeping: [ContentDigest: Partition] = [SplitScenario.digest(of: "a"): .test]
        let split = scenario.split(0.5, keeping: keeping)
        #expect(split.testIndices == [0, 1])
        #expect((split.trainingIndices + split.validationIndices).sorted() == [2, 3])
        #expect(split.conflicts.isEmpty)
    }

    @Test func `the rule for small classes moves new images only`() {
        let scenario = SplitScenario(items: (0..<4).map { .init(content: "\($0)") })
        let digests = scenario.digests
        // All that is old trains: one new image has to be held out.
        let keeping = Dictionary(uniqueKeysWithValues: digests.prefix(3).map { ($0, Partition.training) })
        #expect(scenario.split(1e-9, keeping: keeping).validationIndices == [3])
        // Nothing is new: the class lacks a side, as it did.
        let all = Dictionary(uniqueKeysWithValues: digests.map { ($0, Partition.training) })
        #expect(scenario.split(1e-9, keeping: all).validationIndices.isEmpty)
        #expect(scenario.split(1 - 1e-9, keeping: all).validationIndices.isEmpty)
    }

    @Test func `records of images that are gone change nothing`() {
        let scenario = SplitScenario.random(count: 60, seed: 3)
        let gone = [SplitScenario.digest(of: "gone"): Partition.validation]
        #expect(scenario.split(0.3, keeping: gone) == scenario.split(0.3))
    }
}
