/// How often each class was taken for each other: rows are true classes, columns are predicted ones.
///
/// It is written and read as a plain square list of lists of counts.
public struct ConfusionMatrix: Hashable, Sendable {
    /// The number of classes, K.
    public let classCount: Int

    /// The K × K counts in row-major order.
    private var counts: [Int]

    /// Counts the pairs of true and predicted class.
    ///
    /// - Parameters:
    ///   - labels: The true class of each image, in `0 ..< classCount`.
    ///   - predictions: The predicted class of each image, in the same order.
    ///   - classCount: The number of classes, K; a class may be absent from both lists.
    /// - Throws: `MetricsError.noClasses`, `.countMismatch` or `.classOutOfRange`.
    public init(labels: [Int], predictions: [Int], classCount: Int) throws(MetricsError) {
        guard classCount > 0 else { throw .noClasses }
        guard labels.count == predictions.count else {
            throw .countMismatch(labels: labels.count, predictions: predictions.count)
        }
        self.classCount = classCount
        counts = [Int](repeating: 0, count: classCount * classCount)
        for (row, (label, prediction)) in zip(labels, predictions).enumerated() {
            for index in [label, prediction] where !(0..<classCount).contains(index) {
                throw .classOutOfRange(row: row, index: index, classCount: classCount)
            }
            counts[label * classCount + prediction] += 1
        }
    }

    /// Makes a matrix from its rows.
    ///
    /// - Throws: `MetricsError.noClasses`, `.rowLength` if the rows do not form a square, or `.negativeCount`.
    public init(rows: [[Int]]) throws(MetricsError) {
        guard !rows.isEmpty else { throw .noClasses }
        for (row, entries) in rows.enumerated() {
            guard entries.count == rows.count else {
                throw .rowLength(row: row, count: entries.count, classCount: rows.count)
            }
            for (column, count) in entries.enumerated() where count < 0 {
                throw .negativeCount(row: row, column: column, count: count)
            }
        }
        classCount = rows.count
        counts = rows.flatMap { $0 }
    }

    /// How many images of class `label` were predicted as class `prediction`.
    ///
    /// - Precondition: Both are in `0 ..< classCount`.
    public subscript(label label: Int, prediction prediction: Int) -> Int {
        precondition(
            (0..<classCount).contains(label) && (0..<classCount).contains(prediction),
            "no entry (\(label), \(prediction)) in a confusion matrix of \(classCount) classes")
        return counts[label * classCount + prediction]
    }

    /// The counts as K rows of K; row `i` holds the images whose true class is `i`.
    public var rows: [[Int]] {
        (0..<classCount).map { Array(counts[$0 * classCount..<($0 + 1) * classCount]) }
    }

    /// The number of images counted.
    public var total: Int { counts.reduce(0, +) }

    /// The number of images on the diagonal: those predicted right.
    public var correct: Int { (0..<classCount).reduce(0) { $0 + counts[$1 * classCount + $1] } }

    /// The number of images whose true class is each class.
    public var support: [Int] { rows.map { $0.reduce(0, +) } }

    /// How often each class was predicted.
    public var predictedCounts: [Int] {
        (0..<classCount).map { column in
            (0..<classCount).reduce(0) { $0 + counts[$1 * classCount + column] }
        }
    }
}

extension ConfusionMatrix: Codable {
    /// Reads a square list of lists and refuses one with another form or a negative count.
    public init(from decoder: any Decoder) throws {
        let rows = try decoder.singleValueContainer().decode([[Int]].self)
        do {
            try self.init(rows: rows)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }

    /// Writes a square list of lists.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rows)
    }
}
