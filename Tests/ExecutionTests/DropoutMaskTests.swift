import Execution
import Tensors
import Testing

@Suite struct DropoutMaskTests {
    @Test(arguments: [0, 0.1, 0.25, 0.5, 0.9]) func `the share that is dropped is the rate`(rate: Double) {
        let mask = DropoutMask(seed: 11, node: "dropout", rate: rate)
        let count = 20_000
        let dropped = Double((0..<count).count { !mask.keeps($0) })
        // Four standard deviations of a binomial number.
        let tolerance = 4 * (Double(count) * rate * (1 - rate)).squareRoot()
        #expect((dropped - Double(count) * rate).magnitude <= tolerance)
        let mean = (0..<count).reduce(0) { $0 + mask.factor(at: $1) } / Double(count)
        #expect((mean - 1).magnitude <= tolerance / Double(count) / (1 - rate) + 1e-9)
    }

    @Test func `the mask is the sequence of one generator`() {
        var generator = SeededGenerator(seed: 42 ^ StableHash.hash(of: "drop"))
        let mask = DropoutMask(seed: 42, node: "drop", rate: 0.3)
        for index in 0..<200 {
            let uniform = Double(generator.next() >> 11) * 0x1p-53
            #expect(mask.keeps(index) == (uniform >= 0.3))
            #expect(mask.factor(at: index) == (uniform >= 0.3 ? 1 / 0.7 : 0))
        }
    }

    @Test func `seeds, nodes and places are independent`() {
        let count = 4000
        func bits(_ seed: UInt64, _ node: String, from start: Int = 0) -> [Bool] {
            let mask = DropoutMask(seed: seed, node: node, rate: 0.5)
            return (start..<start + count).map(mask.keeps)
        }
        let first = bits(1, "a")
        for other in [bits(2, "a"), bits(1, "b"), bits(1, "a", from: 1), bits(3, "fc1.dropout")] {
            let equal = zip(first, other).count { $0 == $1 }
            #expect((equal - count / 2).magnitude < 130)
        }
    }

    @Test func `a rate of one is a mistake`() async {
        await #expect(processExitsWith: .failure) { _ = DropoutMask(seed: 1, node: "a", rate: 1) }
    }
}
