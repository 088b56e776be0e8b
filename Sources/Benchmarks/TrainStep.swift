internal import ArgumentParser
internal import Execution
internal import Networks
internal import TestSupport
internal import Training

/// Full training steps of a network: forward, loss, backward, optimizer, on images in memory.
struct TrainStep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time full training steps of a network, with images in memory.",
        discussion: "Compare with Peers/train_step.py in the same minute: machines are shared and noisy.")

    @Option(help: "The network of the zoo.", transform: NetworkName.network)
    var network = NetworkZoo.efficientNetLite0

    @Option(help: "The number of threads.")
    var workers = 2

    @Option(help: "Images between changes of the weights.")
    var batch = 32

    @Option(help: "Images that one thread computes at once.")
    var shard = 8

    @Option(help: "Batches to time; the best of them counts, and the median.")
    var steps = 12

    func run() async throws {
        let network = network.network(classCount: 10)
        let settings = TrainingSettings(
            optimizer: OptimizerSettings(.momentum(0.9), rate: 0.01), schedule: .constant,
            epochCount: steps + 1,
            batchSize: batch, shardSize: shard)
        let trainer = try NetworkTrainer(
            network, start: try network.initialParameters(seed: 1), settings: settings,
            training: NoiseExamples(network.input, count: settings.batchSize), workerCount: workers)
        let records = try await trainer.run().records.dropFirst()
        let milliseconds = records.map { 1000 / $0.imagesPerSecond }.sorted()
        let memory = await trainer.byteCount
        print(
            """
            {"network": "\(network.name)", "workers": \(workers), "batch": \(settings.batchSize), \
            "shard": \(settings.shardSize), "median_ms_per_image": \(milliseconds[milliseconds.count / 2]), \
            "best_ms_per_image": \(milliseconds[0]), "memory_mb": \(memory >> 20)}
            """)
    }
}
