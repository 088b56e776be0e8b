public import Datasets
public import Tensors

/// The features of a set of images, one row for each view of each readable image.
public struct FeatureTable: Sendable {
    /// `[N, D]`: for each readable image its views in order, images in the order of the samples.
    public let features: Tensor<Float>

    /// For each row, the position of its sample.
    public let samplePositions: [Int]

    /// The images that could not be read.
    public let failures: [SampleFailure]

    /// The number of rows that came from the cache.
    public let cachedRowCount: Int
}
