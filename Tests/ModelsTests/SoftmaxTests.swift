import Models
import Testing

@Suite struct SoftmaxTests {
    @Test(
        arguments: [
            [0], [1, 2, 3], [-5, 0.25, 7.5, 7.5], [1000, 999, -1000], [-3e38, 3e38], [88, 89, 90, -90],
        ] as [[Float]])
    func `probabilities add up to one and keep the order`(logits: [Float]) {
        let probabilities = Softmax.probabilities(logits, temperature: 1)
        #expect((probabilities.reduce(0, +) - 1).magnitude < 1e-12)
        #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
        for (first, second) in zip(logits.indices, logits.indices.dropFirst())
        where logits[first] <= logits[second] {
            #expect(probabilities[first] <= probabilities[second])
        }
    }

    @Test func `probabilities are the exponentials' shares`() {
        // e / (1 + e) and 1 / (1 + e).
        let probabilities = Softmax.probabilities([1, 0], temperature: 1)
        #expect((probabilities[0] - 0.731_058_578_630_004_9).magnitude < 1e-15)
        #expect((probabilities[1] - 0.268_941_421_369_995_1).magnitude < 1e-15)
    }

    @Test func `huge logits differ as small ones do`() {
        let huge = Softmax.probabilities([10_001, 10_000], temperature: 1)
        #expect(huge == Softmax.probabilities([1, 0], temperature: 1))
    }

    @Test(arguments: [0.25, 2.0, 8.0])
    func `logits are divided by the temperature`(temperature: Double) {
        let logits: [Float] = [3, -1, 0.5]
        let divided = logits.map { $0 / Float(temperature) }
        #expect(
            Softmax.probabilities(logits, temperature: temperature)
                == Softmax.probabilities(divided, temperature: 1))
    }

    @Test func `a high temperature evens out and a low one decides`() {
        let even = Softmax.probabilities([2, 1, 0], temperature: 1e9)
        #expect(even.allSatisfy { ($0 - 1.0 / 3).magnitude < 1e-8 })
        #expect(Softmax.probabilities([2, 1, 0], temperature: 1e-3) == [1, 0, 0])
    }

    @Test func `the softmax of no logits is a mistake of the caller`() async {
        await #expect(processExitsWith: .failure) {
            _ = Softmax.probabilities([], temperature: 1)
        }
    }
}
