import Metrics
import Tensors
import Testing
import Training

@Suite struct SoftmaxHeadTests {
    static let head = SoftmaxHead(
        weight: Tensor(shape: [2, 3], values: [1, 0, -1, 0, 2, 1]),
        bias: Tensor(shape: [2], values: [0.5, -1]))

    @Test func `logits are products with the rows of the weight plus the bias`() {
        let features = Tensor<Float>(shape: [2, 3], values: [1, 2, 3, 0, 0, 0])
        #expect(Self.head.logits(features) == Tensor(shape: [2, 2], values: [-1.5, 6, 0.5, -1]))
    }

    @Test func `a temperature divides the logits`() throws {
        let features = Tensor<Float>(shape: [1, 3], values: [1, 2, 3])
        let table = try Self.head.probabilities(features, temperature: 2.5)
        // The logits differ by 7.5, which is 3 at this temperature.
        #expect(abs(table[row: 0, column: 1] / table[row: 0, column: 0] - 20.085536923187668) < 1e-12)
    }

    @Test func `a feature that is not finite is refused`() {
        let features = Tensor<Float>(shape: [1, 3], values: [.infinity, 2, 3])
        #expect(throws: MetricsError.self) { try Self.head.probabilities(features) }
    }
}
