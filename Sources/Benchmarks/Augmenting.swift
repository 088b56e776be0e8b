internal import ArgumentParser
internal import Augmentation
internal import Datasets
internal import Execution
internal import Glibc
internal import Images
internal import Networks
internal import Tensors
internal import Training
internal import Transfer

/// `Benchmarks augment FOLDER`: whether reading, decoding, changing and normalising pictures keeps ahead of training on
/// them.
struct Augmenting: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "augment",
        abstract: "Compare the making of training pictures with training on them, on the same cores.",
        discussion: """
            In turn, as often as --rounds says: examples are made from files of which the drawn part is decoded, from \
            files that are decoded whole, and from pictures that are kept decoded; then the network takes training \
            steps on random numbers, and on files of which the drawn part is decoded. Each has all cores to itself. \
            The medians of the rounds are compared, as multiples of the training steps on random numbers: by the time \
            on the clock, and by the time of the processors, which other programs disturb less.
            """)

    @Argument(help: "A folder of images.")
    var folder: String

    @Option(help: "How pictures are changed.")
    var augment = "standard"

    @Option(help: "The network of the zoo.", transform: NetworkName.network)
    var network = NetworkZoo.efficientNetLite0

    @Option(help: "The side of the input, in pixels; the network's own unless said otherwise.")
    var imageSize: Int?

    @Option(help: "How many of the images to take, evenly spread.")
    var images = 512

    @Option(help: "The number of threads.")
    var workers = 2

    @Option(help: "Images between changes of the weights.")
    var batch = 32

    @Option(help: "Images that one thread computes at once.")
    var shard = 8

    @Option(help: "Training steps a round.")
    var steps = 8

    @Option(help: "The number of rounds.")
    var rounds = 5

    func validate() throws {
        guard images > 0, workers > 0, batch > 0, shard > 0, steps > 0, rounds > 0 else {
            throw ValidationError("each number is at least 1")
        }
    }

    func run() async throws {
        var network = network.network(classCount: 10)
        if let imageSize {
            network.input = InputShape(
                channels: network.input.channels, height: imageSize, width: imageSize)
        }
        let (samples, digests) = try readableSamples()
        let preprocessing = Preprocessing.efficientNetLite(cropSide: network.input.width)
        let policy = try AugmentationPolicy(parsing: augment)
        func examples(
            _ reading: ReadingOptions = ReadingOptions(), count: Int? = nil, keptByteCount: Int = 0
        ) -> ImageExamples {
            let count = min(count ?? samples.count, samples.count)
            let places = (0..<count).map { $0 * samples.count / count }
            let chosen = places.map { samples[$0] }
            return ImageExamples(
                chosen, digests: places.map { digests[$0] }, targets: .classes(chosen.map(\.classIndex)),
                preprocessing: preprocessing, policy: policy, reading: reading, seed: 0,
                memory: KeptMemory(byteCount: keptByteCount))
        }
        let parts = examples()
        // Where a cut file would do, only decoding tells the size of the picture, so that all of it is decoded.
        let whole = examples(ReadingOptions(minimumCompleteShare: 0.99))
        let kept = examples(keptByteCount: .max)
        let trained = examples(count: batch * steps)
        let noise = NoiseExamples(network.input, count: batch)
        var measured = Rounds()
        // Decodes what is kept, and touches all memory.
        _ = try await cost(of: kept, network, epoch: 0)
        _ = try await trainingCost(of: network, on: noise)
        for round in 0..<rounds {
            measured.parts.append(try await cost(of: parts, network, epoch: round))
            measured.whole.append(try await cost(of: whole, network, epoch: round))
            measured.kept.append(try await cost(of: kept, network, epoch: round))
            measured.training.append(try await trainingCost(of: network, on: noise))
            measured.trainingOnFiles.append(try await trainingCost(of: network, on: trained))
        }
        print(measured.description(network: network, images: samples.count, workers: workers))
    }

    /// Some of the folder's files that begin like images, which are thereby in the page cache.
    private func readableSamples() throws -> ([Sample], [ContentDigest]) {
        let paths = try ImageFiles(inFolder: folder).paths
        let count = min(images, paths.count)
        var (samples, digests): ([Sample], [ContentDigest]) = ([], [])
        for index in 0..<count {
            let path = paths[index * paths.count / count]
            let bytes = try FileReader.bytes(atPath: path)
            guard (try? Image.inspect(bytes)) != nil else { continue }
            samples.append(Sample(root: "", relativePath: path, classIndex: samples.count % 10))
            digests.append(ContentDigest(of: bytes))
        }
        guard samples.count >= batch else {
            throw ValidationError("\(samples.count) images do not fill a batch of \(batch)")
        }
        return (samples, digests)
    }

    /// What making examples on all cores takes; they are thrown away.
    private func cost(of examples: ImageExamples, _ network: Network, epoch: Int) async throws -> Cost {
        let size = network.input.shape.elementCount
        return try await Cost.measured(imageCount: examples.count) {
            _ = try await WorkerPool.map(
                count: examples.count, workerCount: workers,
                makeState: { (reader: examples.makeReader(), values: [Float](repeating: 0, count: size)) }
            ) { state, index in
                let reader = state.reader
                var values = state.values.mutableSpan
                try reader.read(index, epoch: epoch, into: &values)
            }
        }
    }

    /// What training on examples takes.
    private func trainingCost(of network: Network, on examples: any ExampleSource) async throws -> Cost {
        let stepsAnEpoch = max(examples.count / batch, 1)
        let settings = TrainingSettings(
            optimizer: OptimizerSettings(.momentum(0.9), rate: 0.01), schedule: .constant,
            epochCount: (steps + stepsAnEpoch - 1) / stepsAnEpoch, batchSize: batch, shardSize: shard)
        let trainer = try NetworkTrainer(
            network, start: try network.initialParameters(seed: 1), settings: settings, training: examples,
            workerCount: workers)
        let count = settings.epochCount * stepsAnEpoch * settings.batchSize
        return try await Cost.measured(imageCount: count) { _ = try await trainer.run() }
    }
}

/// What something takes for an image, in milliseconds.
private struct Cost {
    /// On the clock.
    var elapsed: Double
    /// Of all processors together.
    var processors: Double

    static func measured(imageCount: Int, _ work: () async throws -> Void) async rethrows -> Cost {
        // POSIX has it in millionths of a second.
        let (start, processorStart) = (ContinuousClock.now, clock())
        try await work()
        return Cost(
            elapsed: (ContinuousClock.now - start) / .milliseconds(1) / Double(imageCount),
            processors: Double(clock() - processorStart) / 1000 / Double(imageCount))
    }
}

/// What was measured, one cost a round.
private struct Rounds {
    var parts: [Cost] = []
    var whole: [Cost] = []
    var kept: [Cost] = []
    var training: [Cost] = []
    var trainingOnFiles: [Cost] = []

    func description(network: Network, images: Int, workers: Int) -> String {
        func median(_ costs: [Cost], _ time: KeyPath<Cost, Double>) -> Double {
            costs.map { $0[keyPath: time] }.sorted()[costs.count / 2]
        }
        func rounded(_ number: Double) -> Double { (1000 * number).rounded() / 1000 }
        func line(_ name: String, _ costs: [Cost]) -> String {
            let (elapsed, processors) = (median(costs, \.elapsed), median(costs, \.processors))
            return """
                "\(name)": {"images_per_second": \(Int((1000 / elapsed).rounded())), \
                "times_training": \(rounded(median(training, \.elapsed) / elapsed)), \
                "processor_ms_per_image": \(rounded(processors)), \
                "times_training_by_processor": \(rounded(median(training, \.processors) / processors))}
                """
        }
        return """
            {"network": "\(network.name)", "image_size": \(network.input.width), "images": \(images), \
            "workers": \(workers),
             \(line("drawn_part_of_files", parts)),
             \(line("whole_files", whole)),
             \(line("kept_pictures", kept)),
             \(line("training_step", training)),
             \(line("training_on_files", trainingOnFiles))}
            """
    }
}
