public import Datasets
internal import Execution
public import Images
internal import Tensors

/// File bytes to facts and features, on all cores: read and hash, look into the cache, decode what is missing, run the
/// network.
public struct FeaturePipeline: Sendable {
    private let preprocessing: Preprocessing
    private let extractor: FeatureExtractor?
    private let cache: FeatureCache?
    private let reading: ReadingOptions
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
    public init(
        extractor: FeatureExtractor, cache: FeatureCache?, reading: ReadingOptions = ReadingOptions(),
        workerCount: Int
    ) {
        self.init(
            preprocessing: extractor.preprocessing, extractor: extractor, cache: cache, reading: reading,
            workerCount: workerCount)
    }

    /// Puts a pipeline together that without an extractor can compute no view, only facts.
    init(
        preprocessing: Preprocessing, extractor: FeatureExtractor?, cache: FeatureCache?,
        reading: ReadingOptions,
        workerCount: Int
    ) {
        self.preprocessing = preprocessing
        self.extractor = extractor
        self.cache = cache
        self.reading = reading
        self.workerCount = workerCount
    }

    /// The facts and features of image files.
    ///
    /// Each file is read once: what the cache knows under its digest is not decoded.
    ///
    /// - Parameters:
    ///   - samples: The images.
    ///   - digests: The digest that each file had before; nil takes the files as they are.
    ///   - views: The views to compute, the plain one first; without any, pictures are decoded for the facts only.
    /// - Throws: `ExecutionError` where the network cannot run, `CancellationError`. Unreadable images are no
    ///   error: they are listed in the result.
    public func features(
        of samples: [Sample], expecting digests: [ContentDigest]? = nil, views: [FeatureView],
        progress: (@Sendable (Progress) -> Void)? = nil
    ) async throws -> FeatureTable {
        precondition(
            digests.map { $0.count == samples.count } ?? true,
            "\(digests?.count ?? 0) digests for \(samples.count) samples")
        precondition(extractor != nil || views.isEmpty, "views without an extractor")
        let rows = try await WorkerPool.map(
            count: samples.count, workerCount: workerCount,
            makeState: {
                FeatureWorker(
                    preprocessing: preprocessing, extractor: extractor, cache: cache, reading: reading,
                    views: views)
            },
            completed: { progress?(Progress(completed: $0, total: samples.count)) }
        ) { worker, index in
            try worker.rows(of: samples[index], expecting: digests?[index])
        }
        return table(rows, samples: samples)
    }

    private func table(_ rows: [FeatureWorker.Rows], samples: [Sample]) -> FeatureTable {
        var values: [Float] = []
        var positions: [Int] = []
        var images: [FeatureTable.Image?] = []
        var failures: [(Int, SampleFailure)] = []
        let featureCount = extractor?.featureCount ?? 0
        values.reserveCapacity(rows.count * featureCount)
        for (position, outcome) in rows.enumerated() {
            switch outcome.result {
            case .success(let known):
                images.append(FeatureTable.Image(digest: known.digest, examined: known.image))
                for vector in known.vectors {
                    values += vector
                    positions.append(position)
                }
            case .failure(let error):
                images.append(nil)
                failures.append((position, SampleFailure(sample: samples[position], reason: error)))
            }
        }
        return FeatureTable(
            features: Tensor(shape: [positions.count, featureCount], values: values),
            samplePositions: positions, images: images, failedPositions: failures,
            cachedRowCount: rows.map(\.cachedCount).reduce(0, +),
            cachedImageCount: rows.count { $0.isCached })
    }
}
