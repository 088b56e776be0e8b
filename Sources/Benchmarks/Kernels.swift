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

    func run() throws {
        var network = network.network()
        if let imageSize { network.input = InputShape(channels: 3, height: imageSize, width: imageSize) }
        let plan = try InferencePlan(
            network, parameters: try Formula.parameters(for: network), memoryFormat: format?.value)
        let session = try plan.makeSession()
        var totals = [Double](repeating: 0, count: plan.implementations.count)
        for run in -5..<runs {
            for (index, duration) in try session.timedRun().enumerated() where run >= 0 {
                totals[index] += duration / .microseconds(1)
            }
        }
        for ((node, implementation), total) in zip(plan.implementations, totals) {
            let time = String(Int((total / Double(runs)).rounded()))
            print(
                String(repeating: " ", count: max(0, 7 - time.count)) + time
                    + " µs  \(node)  \(implementation)")
        }
        print("\(Int((totals.reduce(0, +) / Double(runs)).rounded())) µs in all")
    }
}
