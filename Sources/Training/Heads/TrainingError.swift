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
    /// A label is not in `0 ..< labelCount`.
    case labelOutOfRange(row: Int, index: Int, labelCount: Int)
    /// One view of an image has a label and another does not.
    case conflictingPresence(image: Int, label: Int)
    /// Two views of one image have different values.
    case conflictingValues(image: Int, output: Int)
    /// There is no label and no value to predict.
    case noOutputs
    /// A feature is NaN or infinite.
    case nonFiniteFeature(row: Int, column: Int)
    /// A value to predict is NaN or infinite.
    case nonFiniteValue(row: Int, output: Int)
    /// A class has no image to learn from.
    case classWithoutImages(index: Int)
    /// No image has a label, so that nothing can be learned about it.
    case labelOfNoImage(index: Int)
    /// Every image has a label, so that nothing can be learned about it.
    case labelOfEveryImage(index: Int)
    /// There is no image to learn from.
    case noImages
    /// The validation set does not have the form of the training set.
    case validationMismatch(featureCount: Int, classCount: Int, expectedFeatures: Int, expectedClasses: Int)
    /// The strength was to be chosen on a validation set, but none was given.
    case missingValidation
    /// The validation set holds no image.
    case emptyValidation
    /// A regularisation strength is not a positive number.
    case invalidStrength(Double)
    /// A regularisation strength is so small that rounding hides it.
    case vanishingStrength(Double)

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
        case .labelOutOfRange(let row, let index, let labelCount):
            "row \(row) has label \(index), but there are \(labelCount) labels"
        case .conflictingPresence(let image, let label):
            "image \(image) is given both with and without label \(label)"
        case .conflictingValues(let image, let output):
            "image \(image) is given two values of output \(output)"
        case .noOutputs:
            "there is neither a label nor a value to predict"
        case .nonFiniteFeature(let row, let column):
            "feature \(column) of row \(row) is not a finite number"
        case .nonFiniteValue(let row, let output):
            "value \(output) of row \(row) is not a finite number"
        case .classWithoutImages(let index):
            "class \(index) has no image to learn from"
        case .labelOfNoImage(let index):
            "no image has label \(index), so it cannot be learned"
        case .labelOfEveryImage(let index):
            "every image has label \(index), so it cannot be learned"
        case .noImages:
            "there is no image to learn from"
        case .validationMismatch(let featureCount, let classCount, let expectedFeatures, let expectedClasses):
            "the validation set has \(featureCount) features and \(classCount) classes, "
                + "the training set \(expectedFeatures) and \(expectedClasses)"
        case .missingValidation:
            "the strength was to be chosen on a validation set, but none was given"
        case .emptyValidation:
            "the validation set holds no image"
        case .invalidStrength(let strength):
            "the regularisation strength \(strength) is not a positive number"
        case .vanishingStrength(let strength):
            "the regularisation strength \(strength) vanishes beside the rounding errors of the features"
        }
    }
}
