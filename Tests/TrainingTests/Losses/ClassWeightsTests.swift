import Testing
import Training

@Suite struct ClassWeightsTests {
    @Test func `inverse frequencies are scikit-learn's balanced weights`() throws {
        let golden = try GoldenOptimisation.read().balanced
        for (actual, expected) in zip(ClassWeights.inverseFrequency(golden.counts), golden.weights) {
            #expect(abs(actual - expected) <= 1e-12 * expected)
        }
    }

    @Test(arguments: [[5, 40, 1, 14], [3, 0, 9], [7], [1, 1]])
    func `images weigh 1 on average, and classes without images nothing`(_ counts: [Int]) {
        for weights in [
            ClassWeights.inverseFrequency(counts), ClassWeights.effectiveNumber(counts, beta: 0.99),
        ] {
            let sum = zip(counts, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
            #expect(abs(sum - Double(counts.reduce(0, +))) < 1e-9)
            for (count, weight) in zip(counts, weights) { #expect((count == 0) == (weight == 0)) }
        }
    }

    @Test func `the effective number lies between no weights and the inverse frequency`() {
        #expect(ClassWeights.effectiveNumber([2, 8], beta: 0) == [1, 1])
        let inverse = ClassWeights.inverseFrequency([2, 8])
        for (near, far) in zip(ClassWeights.effectiveNumber([2, 8], beta: 1 - 1e-9), inverse) {
            #expect(abs(near - far) < 1e-6)
        }
        let middle = ClassWeights.effectiveNumber([2, 8], beta: 0.9)
        #expect(middle[0] > 1 && middle[0] < inverse[0])
    }

    @Test func `no images give no weights`() {
        #expect(ClassWeights.inverseFrequency([0, 0]) == [0, 0])
        #expect(ClassWeights.inverseFrequency([]) == [])
    }
}
