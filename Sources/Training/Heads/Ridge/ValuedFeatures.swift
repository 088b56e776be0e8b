public import Tensors

/// The frozen network's output for images with real numbers to predict: what a regression is learned from.
///
/// As in `LabelledFeatures` an image may come with several views, the plain one first.
public struct ValuedFeatures: Hashable, Sendable {
    /// One row for each view, `[N, D]`.
    public let features: Tensor<Float>

    /// The numbers of each row, `[N, O]` in row-major order.
    public let values: [Float]

    /// How many numbers each image has, O.
    public let outputCount: Int

    /// Which rows are views of which image.
    package let imageRows: ImageRows

    /// Checks and groups features with their values.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`; every entry is finite.
    ///   - values: The numbers of each row, `[N, O]` in row-major order; each is finite.
    ///   - outputCount: O, at least 1.
    ///   - images: The identity of the image behind each row, or nil where every row is an image of its own.
    ///   - groups: The group of each row, or nil where every image is a group of its own; see
    ///     `LabelledFeatures.groups`.
    /// - Throws: `TrainingError.noOutputs`, `.notAMatrix`, `.countMismatch`, `.groupCountMismatch`,
    ///   `.nonFiniteFeature`, `.conflictingGroups`, `.nonFiniteValue` or `.conflictingValues`.
    /// - Precondition: Rows of values are whole.
    public init(
        features: Tensor<Float>, values: [Float], outputCount: Int, images: [Int]? = nil,
        groups: [Int]? = nil
    ) throws(TrainingError) {
        guard outputCount > 0 else { throw .noOutputs }
        precondition(
            values.count.isMultiple(of: outputCount),
            "\(values.count) values are no whole rows of \(outputCount)")
        imageRows = try ImageRows(
            features: features, targetCount: values.count / outputCount, images: images, groups: groups)
        for (index, value) in values.enumerated() where !value.isFinite {
            throw .nonFiniteValue(row: index / outputCount, output: index % outputCount)
        }
        for output in 0..<outputCount {
            let conflict = imageRows.firstConflict { first, second in
                values[first * outputCount + output] != values[second * outputCount + output]
            }
            if let conflict {
                throw .conflictingValues(image: imageRows.images[conflict.plain], output: output)
            }
        }
        self.features = features
        self.values = values
        self.outputCount = outputCount
    }

    /// The identity of the image behind each row: any number, the same for all views of an image.
    public var images: [Int] { imageRows.images }

    /// The number of views, N.
    public var rowCount: Int { images.count }

    /// The number of features, D.
    public var featureCount: Int { features.shape[1] }

    /// The number of different images.
    public var imageCount: Int { imageRows.imageCount }
}
