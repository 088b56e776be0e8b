internal import ArgumentParser
internal import Execution
internal import Networks
internal import Tensors
internal import TestSupport

/// The time of every step of a plan.
struct Kernels: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the time of every step of a network's plan, on one thread.")

    @Option(help: "The network of the zoo.", transform: NetworkName.network)
    var network = NetworkZoo.efficientNetLite0

    @Option(help: "The side of the input, in pixels; the network's own unless said otherwise.")
    var imageSize: Int?

    @Option(help: "channels-last or blocked; the plan's own choice unless said otherwise.")
    var format: MemoryFormatName?

    @Option(help: "Runs to average over.")
    var runs = 50

    @Option(help: "Time a training step, forward and backward, of this many images.")
    var shard: Int?

    func run() throws {
        var network = network.network()
        if let imageSize { network.input = InputShape(channels: 3, height: imageSize, width: imageSize) }
        if let shard {
            let plan = try TrainingPlan(network, shardSize: shard)
            let parameters = try TrainingParameters(plan, network.initialParameters(seed: 1))
            try parameters.makePacker().pack(0..<parameters.packingCount)
            let session = try TrainingSession(parameters)
            try report(plan.implementations, session.timedRun)
        } else {
            let plan = try InferencePlan(
                network, parameters: try Formula.parameters(for: network), memoryFormat: format?.value)
            try report(plan.implementations, try plan.makeSession().timedRun)
        }
    }

    private func report(
        _ implementations: [(node: String, implementation: String)], _ timedRun: () throws -> [Duration]
    ) throws {
        var totals = [Double](repeating: 0, count: implementations.count)
        for run in -5..<runs {
            for (index, duration) in try timedRun().enumerated() where run >= 0 {
                totals[index] += duration / .microseconds(1)
            }
        }
        for ((node, implementation), total) in zip(implementations, totals) {
            let time = String(Int((total / Double(runs)).rounded()))
            print(
                String(repeating: " ", count: max(0, 7 - time.count)) + time
                    + " µs  \(node)  \(implementation)")
        }
        print("\(Int((totals.reduce(0, +) / Double(runs)).rounded())) µs in all")
    }
}
