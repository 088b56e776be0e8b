import Datasets
import ImageClassifier
import Metrics
import ModelSupport
import Testing
import Transfer

@Suite struct EvaluationTests {
    private let folder: ScratchFolder
    private let classifier: ImageClassifier
    private let samples: [Sample]

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", classes: ["bag", "sandal"], count: 5)
        classifier = ImageClassifier(try TinyBackbone.model())
        samples = try ImageFolder.scan(folder.path("photos")).training
    }

    @Test func `an evaluation scores what classification says`() async throws {
        let names = TinyBackbone.classNames
        let rows = try samples.map { sample in
            let answers = try classifier.classify(imageAtPath: sample.path)
            return names.map { name in answers.first { $0.label == name }?.probability ?? -1 }
        }
        let expected = try ClassificationReport(
            ProbabilityTable(rows: rows), labels: samples.map(\.classIndex), classNames: names)
        for workerCount in [1, 2, 4] {
            let evaluation = try await classifier.evaluate(
                samples, in: "photos", workerCount: workerCount)
            #expect(evaluation.report == .classes(expected))
            #expect(evaluation.failures == [])
        }
    }

    @Test func `cached features give the same answers to the bit, and the same failures`() async throws {
        let gone = Sample(root: folder.path, relativePath: "gone.png", classIndex: 1)
        try folder.write([1, 2, 3], to: "broken.png")
        let broken = Sample(root: folder.path, relativePath: "broken.png", classIndex: 0)
        let all = [gone] + samples + [broken]
        let expected = try await classifier.evaluate(all, in: "photos", workerCount: 2)
        #expect(expected.failures.map(\.sample) == [gone, broken])
        var cached = classifier
        let cache = try FeatureCache(path: folder.path("cache/features.sqlite"))
        cached.featureCache = cache
        #expect(cache.count == 0)
        for workerCount in [1, 2, 4] {
            let evaluation = try await cached.evaluate(all, in: "photos", workerCount: workerCount)
            #expect(evaluation.answers == expected.answers)
            #expect(evaluation.samples == expected.samples)
            #expect(evaluation.report == expected.report)
            #expect(evaluation.failures == expected.failures)
            #expect(cache.count == samples.count)
        }
        cached.averagesMirrorImages = true
        var averaged = classifier
        averaged.averagesMirrorImages = true
        let mirrored = try await averaged.evaluate(all, in: "photos", workerCount: 2)
        #expect(try await cached.evaluate(all, in: "photos", workerCount: 2).answers == mirrored.answers)
        #expect(mirrored.answers != expected.answers)
    }

    @Test func `an unreadable image is listed and does not count`() async throws {
        let gone = Sample(root: folder.path, relativePath: "gone.png", classIndex: 1)
        let evaluation = try await classifier.evaluate([gone] + samples, in: "photos", workerCount: 2)
        #expect(evaluation.report.imageCount == 10)
        #expect(evaluation.failures == [SampleFailure(sample: gone, reason: .file(.notFound))])
    }

    @Test func `nothing readable is an error with the folder`() async {
        let gone = Sample(root: folder.path, relativePath: "gone.png", classIndex: 1)
        for samples in [[], [gone]] {
            let error = await #expect(throws: ImageClassifierError.self) {
                try await classifier.evaluate(samples, in: "photos", workerCount: 2)
            }
            #expect(error?.description == "photos: has no readable image to evaluate on")
        }
    }
}
