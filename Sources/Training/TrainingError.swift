/// A reason why a training set cannot be learned from.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Features are not a matrix.
    case notAMatrix(shape: [Int])
    /// Features, labels and image identities differ in length.
    case countMismatch(rows: Int, labels: Int, images: Int)
    /// There is not one group number for each row.
    case groupCountMismatch(rows: Int, groups: Int)
    /// A classifier needs at least two classes.
    case tooFewClasses(count: Int)
    /// A label is not in `0 ..< classCount`.
    case classOutOfRange(row: Int, index: Int, classCount: Int)
    /// Two views of one image have different labels.
    case conflictingLabels(image: Int, first: Int, second: Int)
    /// Two views of one image belong to different groups.
    case conflictingGroups(image: Int, first: Int, second: Int)
    /// A feature is NaN or infinite.
    case nonFiniteFeature(row: Int, column: Int)
    /// A class has no image to learn from.
    case classWithoutImages(index: Int)
    /// The validation set does not have the form of the training set.
    case validationMismatch(featureCount: Int, classCount: Int, expectedFeatures: Int, expectedClasses: Int)
    /// The strength was to be chosen on a validation set, but none was given.
    case missingValidation
    /// The validation set holds no image.
    case emptyValidation
    /// A regularisation strength is not a positive number.
    case invalidStrength(Double)

    /// One sentence with the numbers.
    public var description: String {
        switch self {
        case .notAMatrix(let shape):
            "features have the shape \(shape) instead of one row for each view"
        case .countMismatch(let rows, let labels, let images):
            "\(rows) rows of features came with \(labels) labels and \(images) image identities"
        case .groupCountMismatch(let rows, let groups):
            "\(rows) rows of features came with \(groups) group numbers"
        case .tooFewClasses(let count):
            "a classifier needs at least 2 classes, not \(count)"
        case .classOutOfRange(let row, let index, let classCount):
            "row \(row) has class \(index), but there are \(classCount) classes"
        case .conflictingLabels(let image, let first, let second):
            "image \(image) is labelled both \(first) and \(second)"
        case .conflictingGroups(let image, let first, let second):
            "image \(image) is in group \(first) and in group \(second)"
        case .nonFiniteFeature(let row, let column):
            "feature \(column) of row \(row) is not a finite number"
        case .classWithoutImages(let index):
            "class \(index) has no image to learn from"
        case .validationMismatch(let featureCount, let classCount, let expectedFeatures, let expectedClasses):
            "the validation set has \(featureCount) features and \(classCount) classes, "
                + "the training set \(expectedFeatures) and \(expectedClasses)"
        case .missingValidation:
            "the strength was to be chosen on a validation set, but none was given"
        case .emptyValidation:
            "the validation set holds no image"
        case .invalidStrength(let strength):
            "the regularisation strength \(strength) is not a positive number"
        }
    }
}
