internal import ArgumentParser

/// Timing tables for kernels and whole pipelines. Peers live in `Peers`, as Python scripts.
@main struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Times networks, their kernels and the steps around them.",
        subcommands: [
            Throughput.self, Kernels.self, TrainStep.self, Decoding.self, Augmenting.self, ScanFolder.self,
        ])
}
