public import Tensors

/// The frozen network's output for images that each have any number of labels: what one logit a label is
/// learned from.
///
/// As in `LabelledFeatures` an image may come with several views, the plain one first.
public struct MultilabelFeatures: Hashable, Sendable {
    /// One row for each view, `[N, D]`.
    public let features: Tensor<Float>

    /// Whether each row has each label, `[N, K]` in row-major order.
    public let labels: [Bool]

    /// The number of labels, K.
    public let labelCount: Int

    /// Which rows are views of which image.
    package let imageRows: ImageRows

    /// Checks and groups features with a matrix of labels.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`; every entry is finite.
    ///   - labels: Whether each row has each label, `[N, K]` in row-major order.
    ///   - labelCount: K, at least 1.
    ///   - images: The identity of the image behind each row, or nil where every row is an image of its own.
    ///   - groups: The group of each row, or nil where every image is a group of its own; see
    ///     `LabelledFeatures.groups`.
    /// - Throws: `TrainingError.noOutputs`, `.notAMatrix`, `.countMismatch`, `.groupCountMismatch`,
    ///   `.nonFiniteFeature`, `.conflictingGroups` or `.conflictingPresence`.
    /// - Precondition: Rows of labels are whole.
    public init(
        features: Tensor<Float>, labels: [Bool], labelCount: Int, images: [Int]? = nil, groups: [Int]? = nil
    ) throws(TrainingError) {
        guard labelCount > 0 else { throw .noOutputs }
        precondition(
            labels.count.isMultiple(of: labelCount),
            "\(labels.count) labels are no whole rows of \(labelCount)")
        imageRows = try ImageRows(
            features: features, targetCount: labels.count / labelCount, images: images, groups: groups)
        for label in 0..<labelCount {
            let conflict = imageRows.firstConflict { first, second in
                labels[first * labelCount + label] != labels[second * labelCount + label]
            }
            if let conflict {
                throw .conflictingPresence(image: imageRows.images[conflict.plain], label: label)
            }
        }
        self.features = features
        self.labels = labels
        self.labelCount = labelCount
    }

    /// Checks and groups features with the labels of each row, in any order; a row may have none.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`; every entry is finite.
    ///   - labels: The labels of each row, each in `0 ..< labelCount`.
    ///   - labelCount: K, at least 1.
    ///   - images: The identity of the image behind each row, or nil where every row is an image of its own.
    ///   - groups: The group of each row, or nil where every image is a group of its own.
    /// - Throws: `TrainingError.labelOutOfRange`, or what the other initializer throws.
    public init(
        features: Tensor<Float>, labels: [[Int]], labelCount: Int, images: [Int]? = nil, groups: [Int]? = nil
    ) throws(TrainingError) {
        guard labelCount > 0 else { throw .noOutputs }
        var matrix = [Bool](repeating: false, count: labels.count * labelCount)
        for (row, indices) in labels.enumerated() {
            for index in indices {
                guard (0..<labelCount).contains(index) else {
                    throw .labelOutOfRange(row: row, index: index, labelCount: labelCount)
                }
                matrix[row * labelCount + index] = true
            }
        }
        try self.init(
            features: features, labels: matrix, labelCount: labelCount, images: images, groups: groups)
    }

    /// The identity of the image behind each row: any number, the same for all views of an image.
    public var images: [Int] { imageRows.images }

    /// The number of views, N.
    public var rowCount: Int { images.count }

    /// The number of features, D.
    public var featureCount: Int { features.shape[1] }

    /// The number of different images.
    public var imageCount: Int { imageRows.imageCount }

    /// The question whether a label is there: class 1 where it is, class 0 where it is not.
    func question(_ label: Int) -> LabelledFeatures {
        LabelledFeatures(
            features: features, labels: (0..<rowCount).map { labels[$0 * labelCount + label] ? 1 : 0 },
            imageRows: imageRows, classCount: 2)
    }
}
