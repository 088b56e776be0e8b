public import Datasets
public import Images
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

/// An image that could not be used, and why.
public struct SampleFailure: Hashable, Sendable, CustomStringConvertible {
    /// The sample.
    public let sample: Sample
    /// The reason.
    public let reason: ImageReadError

    /// Pairs a sample with the reason.
    public init(sample: Sample, reason: ImageReadError) {
        self.sample = sample
        self.reason = reason
    }

    /// Path and reason in one line.
    public var description: String { "\(sample.path): \(reason)" }
}

/// Why an image file could not be used.
public enum ImageReadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file could not be read.
    case file(FileReadError)
    /// Its content is no picture that imgcls can decode.
    case image(ImageError)
    /// The file was another one when it was hashed.
    case changedMeanwhile

    /// One sentence without the path.
    public var description: String {
        switch self {
        case .file(let error): "\(error)"
        case .image(let error): "\(error)"
        case .changedMeanwhile: "was changed while it was read"
        }
    }
}
