import Datasets
import Images
import ModelSupport
import Models
import Synchronization
import Tensors
import Testing
import Transfer

@Suite struct FeaturePipelineTests {
    private static let views = FeatureView.first(3)

    private let folder: ScratchFolder
    private let extractor: FeatureExtractor

    init() throws {
        folder = try ScratchFolder()
        try folder.addPhotos(to: "photos", count: 5)
        extractor = try FeatureExtractor(try TinyBackbone.model())
    }

    private func features(
        _ photos: PhotoSamples, cache: FeatureCache? = nil, workerCount: Int = 2
    ) async throws -> FeatureTable {
        let pipeline = FeaturePipeline(extractor: extractor, cache: cache, workerCount: workerCount)
        return try await pipeline.features(
            of: photos.samples, expecting: photos.digests, views: Self.views)
    }

    private func cache() throws -> FeatureCache {
        try FeatureCache(path: folder.path("cache/features.sqlite"))
    }

    @Test func `digests and facts are those of the files, for any number of workers`() async throws {
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let missing = Sample(root: folder.path, relativePath: "gone.png", classIndex: 0)
        let reader = ImageReader(options: extractor.preprocessing.decodingOptions)
        let expected = try photos.samples.map { ExaminedImage(try reader.image(atPath: $0.path)) }
        for workerCount in [1, 2, 4] {
            let pipeline = FeaturePipeline(extractor: extractor, cache: nil, workerCount: workerCount)
            let table = try await pipeline.features(of: photos.samples + [missing], views: [])
            #expect(table.images.map { $0?.digest } == photos.digests + [nil])
            #expect(table.images.map { $0?.examined } == expected + [nil])
            #expect(table.failures == [SampleFailure(sample: missing, reason: .file(.notFound))])
            #expect(table.features.shape == [0, TinyBackbone.featureCount])
        }
    }

    @Test func `facts come from the cache, and nothing is decoded again`() async throws {
        let cache = try cache()
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let pipeline = FeaturePipeline(extractor: extractor, cache: cache, workerCount: 2)
        let cold = try await pipeline.features(of: photos.samples, views: [])
        let warm = try await pipeline.features(of: photos.samples, views: [])
        #expect(cold.images == warm.images)
        #expect([cold, warm].map(\.cachedImageCount) == [0, 15])
        // Features are another matter: they need the pictures, whose facts are known.
        let features = try await pipeline.features(of: photos.samples, views: [.plain])
        #expect(features.images == cold.images)
        #expect(features.cachedImageCount == 0)
        #expect(try await pipeline.features(of: photos.samples, views: [.plain]).cachedImageCount == 15)
    }

    @Test func `a file cut short is refused although an earlier run has accepted it`() async throws {
        let cache = try cache()
        let image = try Image.decode(try folder.bytes("photos/bag/0.png"))
            .resized(toWidth: 64, height: 64)
        let whole = try image.encodedJPEG()
        try folder.write(whole.dropLast(whole.count / 10), to: "cut/bag/0.jpg")
        let samples = [Sample(root: folder.path, relativePath: "cut/bag/0.jpg", classIndex: 0)]
        func table(_ share: Double) async throws -> FeatureTable {
            let pipeline = FeaturePipeline(
                extractor: extractor, cache: cache, reading: ReadingOptions(minimumCompleteShare: share),
                workerCount: 1)
            return try await pipeline.features(of: samples, views: [.plain])
        }
        let accepted = try await table(0.5)
        #expect(accepted.failures == [])
        let examined = try #require(accepted.images[0]?.examined)
        #expect(examined.isCutShort && (0.5..<1).contains(examined.completeShare))
        #expect(try await table(0.5).cachedImageCount == 1)
        let count = whole.count - whole.count / 10
        for share in [1, 0.999] {
            #expect(
                try await table(share).failures.map(\.reason)
                    == [.image(.truncated(.jpeg, byteCount: count))])
        }
    }

    @Test func `features are the same bits for 1, 2 and 4 workers, with and without a cache`() async throws {
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let reference = try await features(photos, workerCount: 1)
        #expect(reference.features.shape == [45, TinyBackbone.featureCount])
        #expect(reference.samplePositions == (0..<15).flatMap { [$0, $0, $0] })
        #expect(Set((0..<45).map { reference.features.row($0).values }).count == 45)
        for workerCount in [1, 2, 4] {
            let folder = try ScratchFolder()
            let cache = try FeatureCache(path: folder.path("features.sqlite"))
            let plain = try await features(photos, workerCount: workerCount)
            let cold = try await features(photos, cache: cache, workerCount: workerCount)
            let warm = try await features(photos, cache: cache, workerCount: workerCount)
            for table in [plain, cold, warm] {
                #expect(table.features == reference.features)
                #expect(table.samplePositions == reference.samplePositions)
                #expect(table.failures == [])
            }
            #expect([plain, cold, warm].map(\.cachedRowCount) == [0, 0, 45])
            #expect(cache.count == 45)
        }
    }

    @Test func `features are those of the network's prefix`() async throws {
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let table = try await features(photos)
        let session = try extractor.makeSession()
        let preprocessing = try TinyBackbone.model().preprocessing
        let bytes = try FileReader.bytes(atPath: photos.samples[4].path)
        let image = try Image.decode(bytes, options: preprocessing.decodingOptions)
        let expected = try session.features(ofPrepared: preprocessing.prepared(image))
        #expect(table.features.row(12).values == expected)
    }

    @Test func `only what is new is computed`() async throws {
        let cache = try cache()
        _ = try await features(try PhotoSamples(inFolder: folder.path("photos")), cache: cache)
        // A changed file, a new one and a renamed one.
        try folder.write(try folder.bytes("photos/bag/0.png") + [0], to: "photos/bag/0.png")
        try folder.addPhotos(to: "photos", classes: ["bag"], count: 1, startingAt: 9)
        try folder.write(try folder.bytes("photos/sandal/1.png"), to: "photos/sandal/copy.png")
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let table = try await features(photos, cache: cache)
        #expect(photos.samples.count == 17)
        #expect(table.cachedRowCount == 15 * 3)
        #expect(table.features == (try await features(photos)).features)
        let again = try await features(photos, cache: cache)
        #expect(again.cachedRowCount == 17 * 3)
    }

    @Test func `one more view computes that view only`() async throws {
        let cache = try cache()
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let pipeline = FeaturePipeline(extractor: extractor, cache: cache, workerCount: 2)
        _ = try await pipeline.features(
            of: photos.samples, expecting: photos.digests, views: FeatureView.first(2))
        let table = try await features(photos, cache: cache)
        #expect(table.cachedRowCount == 30)
        #expect(table.features == (try await features(photos)).features)
    }

    @Test func `another network shares a cache file and no rows`() async throws {
        let cache = try cache()
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        _ = try await features(photos, cache: cache)
        let larger = try FeatureExtractor(try TinyBackbone.model().resized(toSide: 48))
        #expect(larger.digest != extractor.digest)
        let pipeline = FeaturePipeline(extractor: larger, cache: cache, workerCount: 2)
        let table = try await pipeline.features(
            of: photos.samples, expecting: photos.digests, views: Self.views)
        #expect(table.cachedRowCount == 0)
        #expect(cache.count == 90)
    }

    @Test func `unreadable files are listed with their reasons, and the others keep their rows`() async throws
    {
        let picture = try folder.bytes("photos/bag/0.png")
        try folder.write(Array("GIF89a".utf8) + [0, 0], to: "photos/bag/a.gif")
        try folder.write(picture.prefix(picture.count / 2), to: "photos/bag/cut.png")
        try folder.write([], to: "photos/sandal/empty.jpg")
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let gone = Sample(root: folder.path, relativePath: "gone.png", classIndex: 0)
        let all = photos.samples + [gone]
        for cache in [nil, try cache()] {
            for _ in 0..<2 {
                let pipeline = FeaturePipeline(extractor: extractor, cache: cache, workerCount: 2)
                let table = try await pipeline.features(
                    of: all, expecting: photos.digests + [ContentDigest(of: [])], views: [.plain])
                #expect(
                    table.failures.map { "\($0.sample.relativePath): \($0.reason)" } == [
                        "bag/a.gif: is a GIF image; imgcls reads JPEG, PNG and WebP",
                        "bag/cut.png: is a PNG image cut short: its \(picture.count / 2) bytes end before "
                            + "the picture does",
                        "sandal/empty.jpg: is empty", "gone.png: there is no such file",
                    ])
                #expect(table.features.shape == [15, TinyBackbone.featureCount])
                #expect(table.samplePositions == photos.readablePositions)
            }
        }
    }

    @Test func `progress counts every image once`() async throws {
        let photos = try PhotoSamples(inFolder: folder.path("photos"))
        let pipeline = FeaturePipeline(extractor: extractor, cache: nil, workerCount: 4)
        let reports = Mutex<[FeaturePipeline.Progress]>([])
        _ = try await pipeline.features(of: photos.samples, expecting: photos.digests, views: [.plain]) {
            progress in reports.withLock { $0.append(progress) }
        }
        let sorted = reports.withLock { $0 }.sorted { $0.completed < $1.completed }
        #expect(sorted == (1...15).map { FeaturePipeline.Progress(completed: $0, total: 15) })
    }

    @Test func `no images give an empty table`() async throws {
        let table = try await features(try PhotoSamples([]))
        #expect(table.features.shape == [0, TinyBackbone.featureCount])
        #expect(table.failures == [])
    }
}

extension PhotoSamples {
    /// The positions of the samples that are pictures of the sample data set, which have numbers as names.
    fileprivate var readablePositions: [Int] {
        samples.indices.filter { index in
            let name = samples[index].relativePath.split(separator: "/").last
            return Int(name?.dropLast(4) ?? "") != nil
        }
    }
}
