internal import ArgumentParser
internal import Datasets
internal import Execution
internal import Images

/// `Benchmarks decode FOLDER`: how long reading and decoding all images of a folder takes on all cores, the least
/// that any look at them can cost.
struct Decoding: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Time the decoding of all images in a folder.")

    @Argument(help: "The folder.")
    var folder: String

    @Option(help: "The number of runs.")
    var runs = 5

    @Option(help: "How many images to work on at the same time.")
    var workers = 2

    @Option(
        help:
            "The short side of the network's input, which allows large JPEGs to be decoded at a reduced size."
    )
    var shortSide = 288

    func run() async throws {
        let paths = try ImageFiles(inFolder: folder).paths
        let preprocessing = Preprocessing.efficientNetLite(cropSide: shortSide, resizeShortSide: shortSide)
        let reader = ImageReader(options: preprocessing.decodingOptions)
        var seconds: [Double] = []
        var pixelCount = 0
        for _ in 0..<runs {
            let start = ContinuousClock.now
            let counts = try await WorkerPool.map(count: paths.count, workerCount: workers, makeState: {}) {
                _, index in
                (try? reader.image(atPath: paths[index]).image).map { $0.width * $0.height } ?? 0
            }
            seconds.append((ContinuousClock.now - start) / .seconds(1))
            pixelCount = counts.reduce(0, +)
        }
        seconds.sort()
        let median = seconds[seconds.count / 2]
        print(
            "\(paths.count) images, \(pixelCount / 1_000_000) million pixels: median \(median) s of \(runs) runs "
                + "(\(seconds[0]) to \(seconds[seconds.count - 1])), \(Int(Double(paths.count) / median)) images/s"
        )
    }
}
