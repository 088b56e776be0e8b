internal import ArgumentParser
internal import Execution
internal import Networks
internal import Synchronization
internal import Tensors
internal import TestSupport

/// Images per second of a network, decoded images in memory, one session a thread.
struct Throughput: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the images per second of a network, with images decoded already.",
        discussion: "Compare with Peers/throughput.py in the same minute: machines are shared and noisy.")

    @Option(help: "The network of the zoo.", transform: NetworkName.network)
    var network = NetworkZoo.efficientNetLite0

    @Option(help: "The side of the input, in pixels; the network's own unless said otherwise.")
    var imageSize: Int?

    @Option(help: "The number of threads.")
    var workers = 2

    @Option(help: "Images a session takes at once.")
    var batch = 1

    @Option(help: "channels-last or blocked; the plan's own choice unless said otherwise.")
    var format: MemoryFormatName?

    @Option(help: "Seconds to measure, after a warm-up of a quarter of them.")
    var seconds = 5.0

    func run() async throws {
        var network = network.network()
        if let imageSize { network.input = InputShape(channels: 3, height: imageSize, width: imageSize) }
        let start = ContinuousClock.now
        let plan = try InferencePlan(
            network, parameters: try Formula.parameters(for: network), batchSize: batch,
            memoryFormat: format?.value)
        let compileTime = (ContinuousClock.now - start) / .milliseconds(1)
        _ = try await imagesPerSecond(plan, seconds: seconds / 4)
        let rate = try await imagesPerSecond(plan, seconds: seconds)
        print(
            """
            {"network": "\(network.name)", "image_size": \(network.input.width), "workers": \(workers), \
            "batch": \(batch), "format": "\(plan.memoryFormat)", "images_per_second": \(rate.rounded()), \
            "parameters_and_compile_ms": \(compileTime.rounded())}
            """)
    }

    private func imagesPerSecond(_ plan: InferencePlan, seconds: Double) async throws -> Double {
        let pixels = Formula.channelsLast(Formula.images(batch, plan.input))
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + .seconds(seconds)
        let counts = try await WorkerPool.map(
            count: workers, workerCount: workers, makeState: { try plan.makeSession() }
        ) { session, _ in
            var count = 0
            while clock.now < end {
                session.withInput { span in
                    for index in pixels.indices { span[index] = pixels[index] }
                }
                try session.run()
                count += plan.batchSize
            }
            return count
        }
        return Double(counts.reduce(0, +)) / ((clock.now - start) / .seconds(1))
    }
}

/// The memory formats by name.
enum MemoryFormatName: String, ExpressibleByArgument, CaseIterable {
    case channelsLast = "channels-last"
    case blocked

    var value: InferencePlan.MemoryFormat { self == .channelsLast ? .channelsLast : .blocked }
}

/// Parses the names of the zoo.
enum NetworkName {
    static func network(_ name: String) throws -> NetworkZoo {
        guard let network = NetworkZoo(rawValue: name) else {
            throw ValidationError(
                "\"\(name)\" is none of \(NetworkZoo.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return network
    }
}
