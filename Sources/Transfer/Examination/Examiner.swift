public import Datasets
public import Images
internal import Tensors

/// Looks at every image of a data set before anything is trained: reads and hashes it, decodes it, gathers facts and,
/// where wanted, features, and finds near duplicates. What the cache knows is not decoded again.
public struct Examiner: Sendable {
    private let pipeline: FeaturePipeline
    private let workerCount: Int
    private let includesFeatures: Bool

    /// Puts an examiner together.
    ///
    /// - Parameters:
    ///   - preprocessing: What decides how pictures are decoded.
    ///   - extractor: The frozen network that the preprocessing belongs to; without one, near duplicates are found by
    ///     their hashes only.
    ///   - cache: Where facts and features are kept; nil keeps none.
    ///   - reading: What is accepted when files are read.
    ///   - workerCount: The number of images worked on at the same time; the result does not depend on it.
    public init(
        preprocessing: Preprocessing, extractor: FeatureExtractor?, cache: FeatureCache?,
        reading: ReadingOptions = ReadingOptions(), workerCount: Int
    ) {
        pipeline = FeaturePipeline(
            preprocessing: preprocessing, extractor: extractor, cache: cache, reading: reading,
            workerCount: workerCount)
        self.workerCount = workerCount
        includesFeatures = extractor != nil
    }

    /// Examines all images of a data set.
    ///
    /// - Throws: `ExecutionError` where the network cannot run, `CancellationError`. Unreadable images are no error:
    ///   they are listed in the result.
    public func examine(
        _ data: Dataset, progress: @escaping @Sendable (FeaturePipeline.Progress) -> Void = { _ in }
    ) async throws -> Examination {
        let partitions = Partition.allCases.flatMap { part in data.samples(in: part).map { _ in part } }
        let samples = Partition.allCases.flatMap(data.samples(in:))
        progress(.init(completed: 0, total: samples.count))
        let table = try await pipeline.features(
            of: samples, views: includesFeatures ? [.plain] : [], progress: progress)
        let readable = table.images.indices.filter { table.images[$0] != nil }
        let images = table.images.compactMap { $0 }
        let features = includesFeatures ? table.features : nil
        return Examination(
            samples: readable.map { samples[$0] }, partitions: readable.map { partitions[$0] },
            digests: images.map(\.digest), images: images.map(\.examined), features: features,
            failures: table.failures,
            failurePartitions: table.failedPositions.map { partitions[$0.position] },
            cachedCount: table.cachedImageCount,
            nearDuplicates: try await NearDuplicates.find(
                facts: images.map(\.examined.facts), features: features, workerCount: workerCount))
    }
}
