import Networks
import Tensors
import TestSupport
import Testing
import Training

@Suite struct RunningStatisticsTests {
    /// One normalisation over one channel of images of two pixels.
    private static let network = Network(
        name: "normalised", input: InputShape(channels: 1, height: 1, width: 2)
    ) {
        Layer("bn", .batchNormalization(BatchNormalization(epsilon: 1e-5)))
        Layer("flatten", .flatten)
        Layer("fc", .linear(Linear(features: 2)))
    }

    private static let start: Parameters = [
        "bn.weight": Tensor(shape: [1], values: [1]), "bn.bias": Tensor(shape: [1], values: [0]),
        "bn.running_mean": Tensor(shape: [1], values: [0]),
        "bn.running_var": Tensor(shape: [1], values: [1]),
        "fc.weight": Tensor(shape: [2, 2], values: [1, 0, 0, 1]),
        "fc.bias": Tensor(shape: [2], values: [0, 0]),
    ]

    private func statistics(
        _ values: [[Float]], shardSize: Int, keepsStatistics: Bool = false
    ) async throws -> [Float] {
        let settings = TrainingSettings(
            optimizer: OptimizerSettings(.sgd, rate: 0.01), schedule: .constant, epochCount: 1,
            batchSize: values.count, shardSize: shardSize)
        let classes = values.indices.map { $0 % 2 }
        let trainer = try NetworkTrainer(
            Self.network, start: Self.start, settings: settings,
            training: SyntheticExamples(values: values, targets: .classes(classes)),
            keepsStatistics: keepsStatistics, workerCount: 2)
        let parameters = try await trainer.run().parameters
        #expect(parameters["fc.weight"] != Self.start["fc.weight"])
        return ["bn.running_mean", "bn.running_var"].flatMap { parameters[$0]?.values ?? [] }
    }

    @Test func `running statistics follow with the momentum and the unbiased variance of PyTorch`()
        async throws
    {
        // The values 1, 2, 3, 6 have the mean 3 and the unbiased variance (4 + 1 + 0 + 9) / 3; the momentum
        // is 0.1.
        let found = try await statistics([[1, 2], [3, 6]], shardSize: 2)
        #expect(abs(found[0] - 0.3) < 1e-6)
        #expect(abs(found[1] - Float(0.9 + 0.1 * 14 / 3)) < 1e-6)
    }

    @Test func `a batch of several shards counts with the mean of their statistics`() async throws {
        // Each image is a shard: means 1.5 and 4.5, unbiased variances 0.5 and 4.5.
        let found = try await statistics([[1, 2], [3, 6]], shardSize: 1)
        #expect(abs(found[0] - 0.3) < 1e-6)
        #expect(abs(found[1] - Float(0.9 + 0.1 * 2.5)) < 1e-6)
    }

    @Test func `statistics that are kept stay to the bit`() async throws {
        #expect(try await statistics([[1, 2], [3, 6]], shardSize: 2, keepsStatistics: true) == [0, 1])
    }
}
