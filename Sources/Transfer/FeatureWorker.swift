internal import Datasets
internal import Execution
internal import Images

/// What one task of a feature pipeline keeps while it works through images.
final class FeatureWorker {
    /// What is known of one image.
    struct Known: Sendable {
        let digest: ContentDigest
        let image: ExaminedImage
        /// One vector a view.
        let vectors: [[Float]]
    }

    /// The outcome for one image.
    struct Rows: Sendable {
        let result: Result<Known, ImageReadError>
        /// How many of the vectors came from the cache.
        var cachedCount = 0
        /// Whether the image was not decoded.
        var isCached = false
    }

    private static let batchSize = 32

    private let preprocessing: Preprocessing
    private let extractor: FeatureExtractor?
    private let factsDigest: ContentDigest
    private let cache: FeatureCache?
    private let reader: ImageReader
    private let views: [FeatureView]
    private var session: FeatureExtractor.Session?
    private var unsavedVectors: [(key: FeatureCache.Key, vector: [Float])] = []
    private var unsavedImages: [(key: FeatureCache.Key, image: ExaminedImage)] = []

    init(
        preprocessing: Preprocessing, extractor: FeatureExtractor?, cache: FeatureCache?,
        reading: ReadingOptions,
        views: [FeatureView]
    ) {
        self.preprocessing = preprocessing
        self.extractor = extractor
        factsDigest = ExaminedImage.cacheDigest(preprocessing)
        self.cache = cache
        self.views = views
        reader = ImageReader(options: preprocessing.decodingOptions(reading))
    }

    // Also after an error or an interruption: what was computed is not lost.
    deinit {
        save()
    }

    func rows(of sample: Sample, expecting expected: ContentDigest?) throws(ExecutionError) -> Rows {
        let bytes: [UInt8]
        do throws(ImageReadError) {
            bytes = try reader.bytes(atPath: sample.path)
        } catch {
            return Rows(result: .failure(error))
        }
        let digest = ContentDigest(of: bytes)
        if let expected, digest != expected { return Rows(result: .failure(.changedMeanwhile)) }
        let factsKey = FeatureCache.Key(content: digest, facts: factsDigest)
        let keys = cacheKeys(of: digest)
        let known = cache?.image(for: factsKey)
        var vectors =
            cache?.vectors(for: keys, featureCount: extractor?.featureCount ?? 0)
            ?? [[Float]?](repeating: nil, count: keys.count)
        let cachedCount = vectors.count { $0 != nil }
        // A file cut short that an earlier run accepted may be refused in this one.
        if let known, cachedCount == keys.count, known.isAccepted(by: reader.options) {
            let found = Known(digest: digest, image: known, vectors: vectors.compactMap { $0 })
            return Rows(result: .success(found), cachedCount: cachedCount, isCached: true)
        }
        let decoded: DecodedImage
        do throws(ImageReadError) {
            decoded = try reader.decode(bytes)
        } catch {
            return Rows(result: .failure(error))
        }
        let image = known ?? ExaminedImage(decoded)
        if known == nil { unsavedImages.append((factsKey, image)) }
        for (index, view) in views.enumerated() where vectors[index] == nil {
            let vector = try features(
                of: view.pixels(of: decoded.image, digest: digest, for: preprocessing))
            vectors[index] = vector
            unsavedVectors.append((keys[index], vector))
        }
        if max(unsavedVectors.count, unsavedImages.count) >= Self.batchSize { save() }
        return Rows(
            result: .success(Known(digest: digest, image: image, vectors: vectors.compactMap { $0 })),
            cachedCount: cachedCount)
    }

    private func cacheKeys(of digest: ContentDigest) -> [FeatureCache.Key] {
        guard let extractor else { return [] }
        return views.map { FeatureCache.Key(content: digest, extractor: extractor.digest, view: $0) }
    }

    private func features(of pixels: Image) throws(ExecutionError) -> [Float] {
        if let session { return try session.features(ofPrepared: pixels) }
        guard let extractor else { preconditionFailure("a view without an extractor") }
        let session = try extractor.makeSession()
        self.session = session
        return try session.features(ofPrepared: pixels)
    }

    private func save() {
        cache?.store(unsavedVectors, images: unsavedImages)
        unsavedVectors.removeAll(keepingCapacity: true)
        unsavedImages.removeAll(keepingCapacity: true)
    }
}
