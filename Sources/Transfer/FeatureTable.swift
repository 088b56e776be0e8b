public import Datasets
public import Tensors

/// The features of a set of images, one row for each view of each readable image.
public struct FeatureTable: Sendable {
    /// `[N, D]`: for each readable image its views in order, images in the order of the samples.
    public let features: Tensor<Float>

    /// For each row, the position of its sample.
    public let samplePositions: [Int]

    /// A file that could be read.
    public struct Image: Hashable, Sendable {
        /// The digest of its bytes.
        public let digest: ContentDigest
        /// What is known of its picture.
        public let examined: ExaminedImage
    }

    /// For each sample its file; nil where it could not be read.
    public let images: [Image?]

    /// The images that could not be read, with the positions of their samples.
    public let failedPositions: [(position: Int, failure: SampleFailure)]

    /// The number of rows that came from the cache.
    public let cachedRowCount: Int

    /// The number of images that were not decoded, since the cache knew all about them.
    public let cachedImageCount: Int

    /// The images that could not be read.
    public var failures: [SampleFailure] { failedPositions.map(\.failure) }
}
