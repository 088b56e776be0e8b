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

    /// The identity of the image behind each row: any number, the same for all views of an image.
    public let images: [Int]

    /// The group of each row: any number, the same for all views of an image; nil where no images belong
    /// together.
    ///
    /// Images of one group show nearly the same, so cross-validation never learns from one while it holds out
    /// another. They may have different labels.
    public let groups: [Int]?

    /// The number of classes, K.
    public let classCount: Int

    /// The rows of each image, in the order in which images first appear; the plain view comes first.
    package let rowsOfImage: [[Int]]

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
        guard features.shape.rank == 2 else { throw .notAMatrix(shape: features.shape.dimensions) }
        let images = images ?? Array(labels.indices)
        guard labels.count == features.shape[0], images.count == labels.count else {
            throw .countMismatch(rows: features.shape[0], labels: labels.count, images: images.count)
        }
        if let groups, groups.count != labels.count {
            throw .groupCountMismatch(rows: labels.count, groups: groups.count)
        }
        guard classCount >= 2 else { throw .tooFewClasses(count: classCount) }
        for (row, label) in labels.enumerated() where !(0..<classCount).contains(label) {
            throw .classOutOfRange(row: row, index: label, classCount: classCount)
        }
        let values = features.values.span
        for index in values.indices where !values[index].isFinite {
            let columnCount = features.shape[1]
            throw .nonFiniteFeature(row: index / columnCount, column: index % columnCount)
        }
        var position: [Int: Int] = [:]
        var rowsOfImage: [[Int]] = []
        for (row, image) in images.enumerated() {
            if let known = position[image] {
                let first = labels[rowsOfImage[known][0]]
                guard labels[row] == first else {
                    throw .conflictingLabels(image: image, first: first, second: labels[row])
                }
                if let groups, groups[row] != groups[rowsOfImage[known][0]] {
                    throw .conflictingGroups(
                        image: image, first: groups[rowsOfImage[known][0]], second: groups[row])
                }
                rowsOfImage[known].append(row)
            } else {
                position[image] = rowsOfImage.count
                rowsOfImage.append([row])
            }
        }
        self.features = features
        self.labels = labels
        self.images = images
        self.groups = groups
        self.classCount = classCount
        self.rowsOfImage = rowsOfImage
    }

    /// The number of views, N.
    public var rowCount: Int { labels.count }

    /// The number of features, D.
    public var featureCount: Int { features.shape[1] }

    /// The number of different images.
    public var imageCount: Int { rowsOfImage.count }

    /// The row of each image's plain view, in the order in which images first appear.
    public var plainRows: [Int] { rowsOfImage.map { $0[0] } }
}
