import Datasets
import Metrics
import ModelSupport
import Models
import Networks
import Synchronization
import Testing
import Training
import Transfer

@Suite struct FineTunerTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", count: 8)
    }

    private func outcome(
        cache: FeatureCache? = nil, workerCount: Int = 2, seed: UInt64 = 7, validationFraction: Double = 0.25,
        views: Int = 2, progress: @escaping @Sendable (FineTuner.Progress) -> Void = { _ in }
    ) async throws -> FineTuner.Outcome {
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: cache,
            options: FineTuner.Options(viewCount: views, seed: seed, workerCount: workerCount),
            progress: progress)
        return try await tuner.run(
            on: try ImageFolder.scan(folder.path("photos")), validationFraction: validationFraction,
            toolVersion: "1.2.3")
    }

    @Test func `the model file is the same bytes for 1, 2 and 4 workers and with a warm cache`() async throws
    {
        let cache = try FeatureCache(path: folder.path("cache/features.sqlite"))
        let reference = try await outcome(workerCount: 1).model.serialized()
        for workerCount in [1, 2, 4] {
            #expect(try await outcome(workerCount: workerCount).model.serialized() == reference)
            let cached = try await outcome(cache: cache, workerCount: workerCount)
            #expect(try cached.model.serialized() == reference)
            #expect(cached.featureRows.cached == (workerCount == 1 ? 0 : cached.featureRows.total))
        }
    }

    @Test func `names and order of files do not matter, their contents do`() async throws {
        let first = try await outcome()
        for number in 0..<8 {
            let bytes = try folder.bytes("photos/bag/\(number).png")
            try folder.write(bytes, to: "photos/bag/\(number).png.jpg")
        }
        let copied = try await outcome()
        #expect(copied.imageCounts.values.reduce(0, +) == 32)
        #expect(copied.model.training?.trainingData.digest != first.model.training?.trainingData.digest)
    }

    @Test func `another seed splits and records otherwise`() async throws {
        let first = try await outcome(seed: 1).model
        let second = try await outcome(seed: 2).model
        #expect(first.training?.seed == 1 && second.training?.seed == 2)
        #expect(try first.serialized() != second.serialized())
    }

    @Test func `the record says what the model was trained on`() async throws {
        let outcome = try await outcome(views: 3)
        let data = try ImageFolder.scan(folder.path("photos"))
        let summaries = try [Partition.training, .validation].map { partition in
            let part = try #require(outcome.parts[partition])
            return DatasetSummary(
                classNames: data.classNames, samples: part.samples, digests: part.digests)
        }
        let photos = try PhotoSamples(data.training)
        #expect(Set(outcome.parts.values.flatMap(\.digests)) == Set(photos.digests))
        let record = try #require(outcome.model.training)
        #expect(record.trainingData == summaries[0])
        #expect(record.validationData == summaries[1])
        #expect(record.seed == 7)
        #expect(record.viewCount == 3)
        #expect(record.toolVersion == "1.2.3")
        #expect(record.backboneDigest == (try TinyBackbone.model().featureDigest()))
        #expect(record.validation == outcome.validation)
        #expect(record.l2Strength == outcome.head.classFit?.strength)
        let counts = summaries.map(\.sampleCount)
        #expect(outcome.imageCounts == [.training: counts[0], .validation: counts[1]])
        #expect(outcome.featureRows.total == 3 * counts[0] + counts[1])
        #expect(outcome.model.classNames == ["bag", "sandal", "trouser"])
    }

    @Test func `the saved model gives the probabilities of the validation report`() async throws {
        let outcome = try await outcome()
        let report = try #require(outcome.validation?.classification)
        try folder.write(try outcome.model.serialized(), to: "model.safetensors")
        let classifier = try Classifier(
            Model(contentsOfFile: folder.path("model.safetensors")))
        let data = try ImageFolder.scan(folder.path("photos"))
        let held = try #require(outcome.parts[.validation]).samples
        let rows = try held.map { try classifier.probabilities(ofFileAt: $0.path) }
        let replayed = try ClassificationReport(
            ProbabilityTable(rows: rows), labels: held.map(\.classIndex), classNames: data.classNames.names)
        #expect(replayed.confusionMatrix == report.confusionMatrix)
        #expect(abs(replayed.logLoss - report.logLoss) < 1e-5)
        #expect(abs(replayed.brierScore - report.brierScore) < 1e-5)
    }

    @Test func `validation and test folders are used as they are`() async throws {
        try folder.addPhotos(to: "parts/train", count: 5)
        try folder.addPhotos(to: "parts/val", count: 2, startingAt: 10)
        try folder.addPhotos(to: "parts/test", count: 3, startingAt: 20)
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil,
            options: FineTuner.Options(viewCount: 1, workerCount: 2))
        let outcome = try await tuner.run(
            on: try ImageFolder.scan(folder.path("parts")), validationFraction: 0.9, toolVersion: "1")
        #expect(outcome.imageCounts == [.training: 15, .validation: 6, .test: 9])
        #expect(outcome.validation?.imageCount == 6)
        #expect(outcome.test?.imageCount == 9)
    }

    @Test func `nothing held out means no validation report`() async throws {
        let outcome = try await outcome(validationFraction: 0)
        #expect(outcome.validation == nil)
        #expect(outcome.model.training?.validationData == nil)
        #expect(outcome.imageCounts == [.training: 24])
    }

    // MARK: Bad data

    @Test func `a few unreadable images are left out and named`() async throws {
        try folder.write(Array("text".utf8), to: "photos/bag/x.png")
        let outcome = try await outcome()
        #expect(outcome.failures.map(\.sample.relativePath) == ["bag/x.png"])
        #expect(outcome.imageCounts.values.reduce(0, +) == 24)
    }

    @Test func `a class without a readable image stops the run`() async throws {
        try folder.write(Array("text".utf8), to: "photos/coat/x.png")
        let error = await #expect(throws: TransferError.self) { try await outcome() }
        #expect(
            error?.description == "the class \"coat\" has no readable training image that is not held out")
    }

    @Test func `more than one unreadable image in ten stops the run`() async throws {
        for number in 0..<3 { try folder.write([UInt8(number)], to: "photos/bag/x\(number).png") }
        let error = await #expect(throws: TransferError.self) { try await outcome() }
        #expect(
            error?.description
                == "3 of 27 images cannot be read, more than 10 %; the first is \(folder.path)/photos/bag/x0.png: "
                + "is not an image in a known format: it begins with the bytes 00")
    }

    @Test func `one unreadable image stops a run that accepts none`() async throws {
        try folder.write([7], to: "photos/bag/x.png")
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil,
            options: FineTuner.Options(workerCount: 2, badImages: .fail))
        let error = await #expect(throws: TransferError.self) {
            try await tuner.run(
                on: try ImageFolder.scan(folder.path("photos")), validationFraction: 0.2, toolVersion: "1")
        }
        #expect(
            error?.description
                == "1 of 25 images cannot be read, and none may be unreadable; the first is "
                + "\(folder.path)/photos/bag/x.png: "
                + "is not an image in a known format: it begins with the bytes 07")
    }

    @Test func `images with several labels are refused, with the first of them`() async throws {
        let manifest = try Manifest(csv: Array("path,labels\na.png,cat|dog\nb.png,dog\n".utf8))
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil, options: FineTuner.Options(workerCount: 2))
        let error = await #expect(throws: TransferError.self) {
            try await tuner.run(
                on: try manifest.dataset(root: folder.path), validationFraction: 0.2, toolVersion: "1")
        }
        #expect(
            error?.description
                == "1 image has several labels, the first is a.png; a softmax head gives each image exactly "
                + "one; several are for --task multilabel"
        )
    }

    @Test func `a manifest written from a run trains the same model`() async throws {
        let first = try await outcome()
        let data = try ImageFolder.scan(folder.path("photos"))
        let manifest = Manifest(
            samples: first.parts.mapValues(\.samples), digests: first.parts.mapValues(\.digests),
            classNames: data.classNames, root: data.path)
        let read = try Manifest(csv: Array(try manifest.csvText.utf8))
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil,
            options: FineTuner.Options(viewCount: 2, seed: 7, workerCount: 2))
        let second = try await tuner.run(
            on: try read.dataset(root: folder.path("photos")), validationFraction: 0.5, toolVersion: "1.2.3")
        for (partition, part) in first.parts {
            #expect(second.parts[partition]?.digests == part.digests)
            #expect(second.parts[partition]?.samples.map(\.path) == part.samples.map(\.path))
        }
        #expect(try second.model.serialized() == first.model.serialized())
    }

    @Test func `sides of an earlier split are kept whatever seed and share say`() async throws {
        let first = try await outcome(seed: 1)
        var sides: [ContentDigest: Partition] = [:]
        for (partition, part) in first.parts { for digest in part.digests { sides[digest] = partition } }
        try folder.addPhotos(to: "photos", count: 4, startingAt: 20)
        let tuner = try FineTuner(
            backbone: try TinyBackbone.model(), cache: nil,
            options: FineTuner.Options(seed: 99, workerCount: 2))
        let second = try await tuner.run(
            on: try ImageFolder.scan(folder.path("photos")), validationFraction: 0.5, keeping: sides,
            toolVersion: "1")
        for (partition, part) in first.parts {
            let now = try #require(second.parts[partition])
            #expect(Set(part.digests).subtracting(now.digests) == [])
        }
        #expect(second.imageCounts.values.reduce(0, +) == 36)
        #expect((second.imageCounts[.validation] ?? 0) > (first.imageCounts[.validation] ?? 0))
    }

    @Test func `a network without a last layer is no backbone`() throws {
        var model = try TinyBackbone.model()
        model.network.output = "pool"
        #expect(throws: ModelError.network(.noHead(output: "pool"))) {
            try FineTuner(backbone: model, cache: nil, options: FineTuner.Options(workerCount: 1))
        }
    }

    /// The steps of a run at which it is cancelled.
    enum Stage: CaseIterable {
        case features, views, head

        func matches(_ progress: FineTuner.Progress) -> Bool {
            switch progress {
            case .features: self == .features
            case .views: self == .views
            case .head, .outputs: self == .head
            }
        }
    }

    @Test(arguments: Stage.allCases) func `a cancelled run ends soon, at any step`(
        _ stage: Stage
    ) async throws {
        let running = Mutex<Task<Void, any Error>?>(nil)
        let (start, gate) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in start {}
            _ = try await outcome { progress in
                if stage.matches(progress) { running.withLock { $0?.cancel() } }
            }
        }
        running.withLock { $0 = task }
        gate.finish()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
