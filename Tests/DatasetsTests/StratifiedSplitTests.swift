import Datasets
import Testing

@Suite struct StratifiedSplitTests {
    /// Samples whose contents are the decimal texts of numbers; `classOf` gives the class of each.
    struct Contents {
        var samples: [Sample] = []
        var digests: [ContentDigest] = []

        init(_ numbers: some Sequence<Int>, classOf: (Int) -> Int = { _ in 0 }) {
            for number in numbers { add(number, to: classOf(number)) }
        }

        mutating func add(_ number: Int, to classIndex: Int) {
            let name = "\(classIndex)/\(samples.count).png"
            samples.append(Sample(root: "/", relativePath: name, classIndex: classIndex))
            digests.append(ContentDigest(of: Array(String(number).utf8)))
        }

        func split(_ fraction: Double, seed: UInt64 = 7) -> StratifiedSplit {
            StratifiedSplit(samples: samples, digests: digests, validationFraction: fraction, seed: seed)
        }

        func heldOut(_ fraction: Double, seed: UInt64 = 7) -> Set<ContentDigest> {
            Set(split(fraction, seed: seed).validationIndices.map { digests[$0] })
        }
    }

    @Test func `membership equals an independent computation of the rule`() {
        // Expected numbers: Tests/Golden/datasets_split.py.
        let contents = Contents(0..<40)
        #expect(contents.split(0.25).validationIndices == [2, 3, 4, 16, 18, 23, 27, 30, 33])
        #expect(
            contents.split(0.25, seed: .max).validationIndices
                == [5, 6, 7, 9, 12, 16, 17, 21, 24, 28, 31, 32, 37, 38])
    }

    @Test func `the sides are ascending, disjoint and complete`() {
        let contents = Contents(0..<500) { $0 % 7 }
        let split = contents.split(0.3)
        #expect(split.trainingIndices == split.trainingIndices.sorted())
        #expect((split.trainingIndices + split.validationIndices).sorted() == Array(0..<500))
        #expect(contents.split(0.3) == split)
        #expect(contents.split(0.3, seed: 8) != split)
    }

    @Test(arguments: [0.1, 0.2, 0.5, 0.9]) func `every class gives about its fraction`(_ fraction: Double) {
        let classCount = 5
        let perClass = 400
        let contents = Contents(0..<classCount * perClass) { $0 % classCount }
        let split = contents.split(fraction)
        for classIndex in 0..<classCount {
            let count = split.validationIndices.count { contents.samples[$0].classIndex == classIndex }
            let expected = Double(perClass) * fraction
            // Four standard deviations of independent draws.
            #expect(abs(Double(count) - expected) < 4 * (expected * (1 - fraction)).squareRoot())
        }
    }

    @Test func `order and names of the samples change nothing`() {
        let ascending = Contents(0..<300) { $0 % 4 }
        let descending = Contents((0..<300).reversed()) { $0 % 4 }
        #expect(ascending.heldOut(0.2) == descending.heldOut(0.2))
    }

    @Test(arguments: UInt64(0)..<20) func `new files leave old ones on their side`(_ seed: UInt64) {
        // Both sides of every class are settled by the threshold from the start, so nothing at all may move.
        let old = Contents(0..<200) { $0 % 2 }
        let new = Contents(0..<400) { $0 % 2 }
        #expect(new.heldOut(0.25, seed: seed).intersection(old.digests) == old.heldOut(0.25, seed: seed))
    }

    @Test(arguments: UInt64(0)..<20) func `while a class is small, one old file at most moves`(_ seed: UInt64)
    {
        for count in 2..<40 {
            let before = Contents(0..<count)
            let after = Contents(0...count)
            let moved = before.heldOut(0.1, seed: seed)
                .symmetricDifference(after.heldOut(0.1, seed: seed).intersection(before.digests))
            #expect(moved.count <= 1)
            // And the rule itself never leaves a side empty.
            let split = after.split(0.1, seed: seed)
            #expect(!split.validationIndices.isEmpty && !split.trainingIndices.isEmpty)
        }
    }

    @Test func `a class without a content beyond the threshold gives its most extreme one`() {
        // Lowest and highest score of five with seed 7: Tests/Golden/datasets_split.py.
        let contents = Contents(0..<5)
        #expect(contents.split(1e-9).validationIndices == [4])
        #expect(contents.split(1 - 1e-9).trainingIndices == [1])
    }

    @Test func `a class with one content trains, however many copies there are`() {
        #expect(Contents([3]).split(0.999_999).trainingIndices == [0])
        #expect(Contents([3, 3, 3]).split(0.999_999).trainingIndices == [0, 1, 2])
        #expect(Contents([3, 3, 3]).split(1e-9).trainingIndices == [0, 1, 2])
    }

    @Test func `a fraction of zero holds out nothing`() {
        #expect(Contents(0..<100).split(0).validationIndices.isEmpty)
        #expect(Contents([]).split(0.2) == Contents([]).split(0.5))
    }

    @Test(arguments: UInt64(0)..<50) func `equal bytes stay together, within and across classes`(
        _ seed: UInt64
    ) {
        var contents = Contents(0..<12) { $0 % 4 }
        for number in 0..<12 { contents.add(number, to: (number + 1) % 4) }
        contents.add(100, to: 0)
        contents.add(100, to: 0)
        contents.add(101, to: 1)
        for fraction in [0.05, 0.5, 0.95] {
            let split = contents.split(fraction, seed: seed)
            let training = Set(split.trainingIndices.map { contents.digests[$0] })
            let heldOut = Set(split.validationIndices.map { contents.digests[$0] })
            #expect(training.isDisjoint(with: heldOut))
        }
    }

    @Test func `a fraction outside its range and missing digests trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = StratifiedSplit(samples: [], digests: [], validationFraction: 1, seed: 0)
        }
        await #expect(processExitsWith: .failure) {
            _ = StratifiedSplit(samples: [], digests: [], validationFraction: .nan, seed: 0)
        }
        await #expect(processExitsWith: .failure) {
            _ = StratifiedSplit(
                samples: [], digests: [ContentDigest(of: [])], validationFraction: 0.5, seed: 0)
        }
    }
}
