import Glibc
import Metrics
import Tensors
import Testing
import Training

@Suite struct LinearHeadTests {
    static let head = LinearHead(
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

    @Test(arguments: [0.3, 1, 4.5])
    func `the binary head gives class 1 the probability that the softmax gives it`(
        _ temperature: Double
    ) async throws {
        let set = try syntheticFeatures(imagesPerClass: [9, 14], featureCount: 40, noise: 3)
        let head = try await SoftmaxHeadTrainer(selection: .fixed(1e-3)).fit(set).head
        let expected = try head.probabilities(set.features, temperature: temperature)
        let binary = head.binary.divided(by: temperature)
        #expect(binary.weight.shape == [1, 40] && binary.bias.shape == [1])
        for (row, probability) in binary.sigmoidProbabilities(set.features).enumerated() {
            #expect(abs(probability - expected[row: row, column: 1]) < 1e-6)
        }
    }

    @Test(arguments: try GoldenHeads.read().multilabels)
    func `the binary head is the logistic regression of scikit-learn`(
        _ golden: GoldenHeads.Multilabel
    ) async throws {
        let count = golden.label_count
        let rowCount = golden.features.count / golden.feature_count
        let features = Tensor(shape: [rowCount, golden.feature_count], values: golden.features)
        var trainer = SoftmaxHeadTrainer(selection: .fixed(golden.strength))
        trainer.tolerance = 1e-13
        for label in 0..<count {
            let set = try LabelledFeatures(
                features: features, labels: (0..<rowCount).map { golden.labels[$0 * count + label] ? 1 : 0 },
                classCount: 2)
            let head = try await trainer.fit(set).head.binary
            // Compared as probabilities: large logits hardly touch the loss, so 32 bits pin them down less.
            for (row, probability) in head.sigmoidProbabilities(features).enumerated() {
                let expected = 1 / (1 + exp(-golden.logits[row * count + label]))
                #expect(abs(probability - expected) < 1e-5)
            }
        }
    }

    @Test func `a head for three classes has no binary form`() async {
        await #expect(processExitsWith: .failure) {
            let head = LinearHead(
                weight: Tensor(shape: [3, 1], repeating: 1), bias: Tensor(shape: [3], repeating: 0))
            _ = head.binary
        }
    }
}
