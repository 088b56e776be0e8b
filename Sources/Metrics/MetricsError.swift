/// A reason why predictions cannot be scored.
public enum MetricsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is nothing to score.
    case noRows
    /// A table or matrix has no classes.
    case noClasses
    /// The number of values is not a whole number of rows.
    case raggedTable(valueCount: Int, classCount: Int)
    /// A row has another number of entries than there are classes.
    case rowLength(row: Int, count: Int, classCount: Int)
    /// A probability is not a number between 0 and 1.
    case notAProbability(row: Int, column: Int, value: Double)
    /// The probabilities of a row do not add up to 1.
    case rowSum(row: Int, sum: Double)
    /// A class index is not in `0 ..< classCount`.
    case classOutOfRange(row: Int, index: Int, classCount: Int)
    /// Two lists that belong together differ in length.
    case countMismatch(labels: Int, predictions: Int)
    /// There are more or fewer class names than classes.
    case classNameCount(names: Int, classCount: Int)
    /// A count in a confusion matrix is negative.
    case negativeCount(row: Int, column: Int, count: Int)
    /// There are more or fewer true entries than predicted ones.
    case entryCount(truths: Int, predictions: Int)
    /// There are more or fewer thresholds than labels.
    case thresholdCount(thresholds: Int, labelCount: Int)
    /// A predicted or true number is infinite or not a number.
    case notFinite(row: Int, column: Int, value: Double)
    /// The threshold of a quality gate is not a number between 0 and 1.
    case gateThreshold(Double)

    /// One sentence with the numbers.
    public var description: String {
        switch self {
        case .noRows:
            "there is nothing to score"
        case .noClasses:
            "there are no classes"
        case .raggedTable(let valueCount, let classCount):
            "\(valueCount) values are not a whole number of rows of \(classCount) classes"
        case .rowLength(let row, let count, let classCount):
            "row \(row) has \(count) entries for \(classCount) classes"
        case .notAProbability(let row, let column, let value):
            "row \(row) gives class \(column) the value \(value), which is not a probability"
        case .rowSum(let row, let sum):
            "the probabilities of row \(row) add up to \(sum) instead of 1"
        case .classOutOfRange(let row, let index, let classCount):
            "row \(row) has class \(index), but there are \(classCount) classes"
        case .countMismatch(let labels, let predictions):
            "\(labels) labels cannot be compared with \(predictions) predictions"
        case .classNameCount(let names, let classCount):
            "\(names) class names were given for \(classCount) classes"
        case .negativeCount(let row, let column, let count):
            "the confusion matrix holds \(count) at row \(row), column \(column)"
        case .entryCount(let truths, let predictions):
            "\(truths) true entries cannot be compared with \(predictions) predicted ones"
        case .thresholdCount(let thresholds, let labelCount):
            "\(thresholds) thresholds were given for \(labelCount) labels"
        case .notFinite(let row, let column, let value):
            "row \(row) has the value \(value) in column \(column), which is not a finite number"
        case .gateThreshold(let threshold):
            "a quality gate cannot ask for \(threshold), which is not between 0 and 1"
        }
    }
}
