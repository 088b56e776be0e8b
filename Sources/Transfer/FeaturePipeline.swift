public import Datasets
internal import Execution
internal import Images
internal import Tensors

/// File bytes to features, on all cores: read and hash, look into the cache, decode what is missing, run the network.
public struct FeaturePipeline: Sendable {
    private let extractor: FeatureExtractor
    private let cache: FeatureCache?
    private let workerCount: Int

    /// How far a pipeline is.
    public struct Progress: Hashable, Sendable {
        /// Images done.
        public let completed: Int
        /// Images in all.
        public let total: Int

        /// Pairs the numbers.
        public init(completed: Int, total: Int) {
            self.completed = completed
            self.total = total
        }
    }

    /// Puts a pipeline together; without a cache everything is computed.
    public init(extractor: FeatureExtractor, cache: FeatureCache?, workerCount: Int) {
        self.extractor = extractor
        self.cache = cache
        self.workerCount = workerCount
    }

    /// The digests of files, by all cores.
    ///
    /// - Returns: For each sample its digest, or why it cannot be read.
    /// - Throws: `CancellationError`.
    public func digests(
        of samples: [Sample], progress: (@Sendable (Progress) -> Void)? = nil
    ) async throws -> [Result<ContentDigest, FileReadError>] {
        let limit = extractor.preprocessing.decodingOptions.limits.byteCount
        return try await WorkerPool.map(
            count: samples.count, workerCount: workerCount, makeState: {},
            completed: { progress?(Progress(completed: $0, total: samples.count)) }
        ) { _, index in
            do throws(FileReadError) {
                return .success(
                    ContentDigest(
                        of: try FileReader.bytes(atPath: samples[index].path, maximumByteCount: limit)))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The features of files whose digests are known.
    ///
    /// - Parameters:
    ///   - samples: The images.
    ///   - digests: The digest of each.
    ///   - views: The views to compute; the plain one first.
    /// - Throws: `ExecutionError` where the network cannot run, `CancellationError`. Unreadable images are no
    ///   error: they are listed in the result.
    public func features(
        of samples: [Sample], digests: [ContentDigest], views: [FeatureView],
        progress: (@Sendable (Progress) -> Void)? = nil
    ) async throws -> FeatureTable {
        precondition(samples.count == digests.count, "\(digests.count) digests for \(samples.count) samples")
        let rows = try await WorkerPool.map(
            count: samples.count, workerCount: workerCount,
            makeState: { Worker(extractor: extractor, cache: cache, views: views) },
            completed: { progress?(Progress(completed: $0, total: samples.count)) }
        ) { worker, index in
            try worker.rows(of: samples[index], digest: digests[index])
        }
        return table(rows, samples: samples)
    }

    private func table(_ rows: [Worker.Rows], samples: [Sample]) -> FeatureTable {
        var values: [Float] = []
        var positions: [Int] = []
        var failures: [SampleFailure] = []
        values.reserveCapacity(rows.count * extractor.featureCount)
        for (position, outcome) in rows.enumerated() {
            switch outcome.vectors {
            case .success(let vectors):
                for vector in vectors {
                    values += vector
                    positions.append(position)
                }
            case .failure(let error):
                failures.append(SampleFailure(sample: samples[position], reason: error))
            }
        }
        return FeatureTable(
            features: Tensor(shape: [positions.count, extractor.featureCount], values: values),
            samplePositions: positions, failures: failures,
            cachedRowCount: rows.map(\.cachedCount).reduce(0, +))
    }
}

/// What one task keeps while it works through images.
private final class Worker {
    /// The features of one image, one vector a view.
    struct Rows: Sendable {
        let vectors: Result<[[Float]], ImageReadError>
        let cachedCount: Int
    }

    private static let batchSize = 32

    private let extractor: FeatureExtractor
    private let cache: FeatureCache?
    private let views: [FeatureView]
    private var session: FeatureExtractor.Session?
    private var unsaved: [(key: FeatureCache.Key, vector: [Float])] = []

    init(extractor: FeatureExtractor, cache: FeatureCache?, views: [FeatureView]) {
        self.extractor = extractor
        self.cache = cache
        self.views = views
    }

    // Also after an error or an interruption: what was computed is not lost.
    deinit {
        cache?.store(unsaved)
    }

    func rows(of sample: Sample, digest: ContentDigest) throws(ExecutionError) -> Rows {
        let keys = views.map { FeatureCache.Key(content: digest, extractor: extractor.digest, view: $0) }
        var vectors =
            cache?.vectors(for: keys, featureCount: extractor.featureCount)
            ?? [[Float]?](repeating: nil, count: keys.count)
        let cachedCount = vectors.count { $0 != nil }
        if cachedCount < keys.count {
            let image: Image
            do throws(ImageReadError) {
                image = try decode(sample, digest: digest)
            } catch {
                return Rows(vectors: .failure(error), cachedCount: 0)
            }
            for (index, view) in views.enumerated() where vectors[index] == nil {
                let vector = try features(
                    of: view.pixels(of: image, digest: digest, for: extractor.preprocessing))
                vectors[index] = vector
                unsaved.append((keys[index], vector))
            }
            if unsaved.count >= Self.batchSize { save() }
        }
        return Rows(vectors: .success(vectors.compactMap { $0 }), cachedCount: cachedCount)
    }

    private func decode(_ sample: Sample, digest: ContentDigest) throws(ImageReadError) -> Image {
        let bytes: [UInt8]
        do {
            let limit = extractor.preprocessing.decodingOptions.limits.byteCount
            bytes = try FileReader.bytes(atPath: sample.path, maximumByteCount: limit)
        } catch {
            throw .file(error)
        }
        // Features are kept under the digest, so they must be those of the same bytes.
        guard ContentDigest(of: bytes) == digest else { throw .changedMeanwhile }
        do {
            return try Image.decode(bytes, options: extractor.preprocessing.decodingOptions)
        } catch {
            throw .image(error)
        }
    }

    private func features(of pixels: Image) throws(ExecutionError) -> [Float] {
        if let session { return try session.features(ofPrepared: pixels) }
        let session = try extractor.makeSession()
        self.session = session
        return try session.features(ofPrepared: pixels)
    }

    private func save() {
        cache?.store(unsaved)
        unsaved.removeAll(keepingCapacity: true)
    }
}
