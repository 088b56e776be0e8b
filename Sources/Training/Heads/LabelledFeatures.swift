public import Tensors

/// The frozen network's output for labelled images: what a new last layer learns from.
///
/// An image may come with several views (augmented copies). Its first row is its plain view, the one that
/// prediction will see; the others help to train and are never scored.
public struct LabelledFeatures: Hashable, Sendable {
    /// One row for each view, `[N, D]`.
    public let features: Tensor<Float>

    /// The class of each row, in `0 ..< classCount`.
    public let labels: [Int]

    /// The number of classes, K.
    public let classCount: Int

    /// Which rows are views of which image.
    package let imageRows: ImageRows

    /// Checks and groups labelled features.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`; every entry is finite.
    ///   - labels: The class of each row.
    ///   - images: The identity of the image behind each row, or nil where every row is an image of its own.
    ///   - groups: The group of each row, or nil where every image is a group of its own.
    ///   - classCount: K, at least 2.
    /// - Throws: `TrainingError.notAMatrix`, `.countMismatch`, `.groupCountMismatch`, `.tooFewClasses`,
    ///   `.classOutOfRange`, `.conflictingLabels`, `.conflictingGroups` or `.nonFiniteFeature`.
    public init(
        features: Tensor<Float>, labels: [Int], images: [Int]? = nil, groups: [Int]? = nil, classCount: Int
    ) throws(TrainingError) {
        let imageRows = try ImageRows(
            features: features, targetCount: labels.count, images: images, groups: groups)
        guard classCount >= 2 else { throw .tooFewClasses(count: classCount) }
        for (row, label) in labels.enumerated() where !(0..<classCount).contains(label) {
            throw .classOutOfRange(row: row, index: label, classCount: classCount)
        }
        if let (first, second) = imageRows.firstConflict(where: { labels[$0] != labels[$1] }) {
            throw .conflictingLabels(
                image: imageRows.images[first], first: labels[first], second: labels[second])
        }
        self.init(features: features, labels: labels, imageRows: imageRows, classCount: classCount)
    }

    /// Puts together what is known to fit.
    init(features: Tensor<Float>, labels: [Int], imageRows: ImageRows, classCount: Int) {
        self.features = features
        self.labels = labels
        self.imageRows = imageRows
        self.classCount = classCount
    }

    /// The identity of the image behind each row: any number, the same for all views of an image.
    public var images: [Int] { imageRows.images }

    /// The group of each row: any number, the same for all views of an image; nil where no images belong
    /// together.
    ///
    /// Images of one group show nearly the same, so cross-validation never learns from one while it holds out
    /// another. They may have different labels.
    public var groups: [Int]? { imageRows.groups }

    /// The rows of each image, in the order in which images first appear; the plain view comes first.
    package var rowsOfImage: [[Int]] { imageRows.rowsOfImage }

    /// The number of views, N.
    public var rowCount: Int { labels.count }

    /// The number of features, D.
    public var featureCount: Int { features.shape[1] }

    /// The number of different images.
    public var imageCount: Int { imageRows.imageCount }

    /// The row of each image's plain view, in the order in which images first appear.
    public var plainRows: [Int] { imageRows.plainRows }
}
