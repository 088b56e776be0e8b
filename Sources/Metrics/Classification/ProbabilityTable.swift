/// Predicted probabilities: one row for each image, one column for each class, `[N, K]`.
///
/// Every entry is in `0 ... 1` and every row adds up to 1, so that scores need no checks of their own.
public struct ProbabilityTable: Hashable, Sendable {
    /// How far the sum of a row may be from 1: room for a softmax over 1,000 classes in 32-bit floats.
    public static let rowSumTolerance = 1e-4

    /// The number of classes, K.
    public let classCount: Int

    /// The probabilities in row-major order.
    public let values: [Double]

    /// Makes a table from its values in row-major order.
    ///
    /// - Throws: `MetricsError.noClasses`, `.raggedTable`, `.notAProbability` (also for NaN) or `.rowSum`.
    public init(classCount: Int, values: [Double]) throws(MetricsError) {
        guard classCount > 0 else { throw .noClasses }
        guard values.count.isMultiple(of: classCount) else {
            throw .raggedTable(valueCount: values.count, classCount: classCount)
        }
        for row in 0..<values.count / classCount {
            var sum = 0.0
            for column in 0..<classCount {
                let value = values[row * classCount + column]
                guard value >= 0, value <= 1 else {
                    throw .notAProbability(row: row, column: column, value: value)
                }
                sum += value
            }
            guard abs(sum - 1) <= Self.rowSumTolerance else { throw .rowSum(row: row, sum: sum) }
        }
        self.classCount = classCount
        self.values = values
    }

    /// Makes a table from its rows.
    ///
    /// - Throws: `MetricsError.noRows`, `.rowLength`, or what `init(classCount:values:)` throws.
    public init(rows: [[Double]]) throws(MetricsError) {
        guard let first = rows.first else { throw .noRows }
        for (row, entries) in rows.enumerated() where entries.count != first.count {
            throw .rowLength(row: row, count: entries.count, classCount: first.count)
        }
        try self.init(classCount: first.count, values: rows.flatMap { $0 })
    }

    /// The number of images, N.
    public var rowCount: Int { values.count / classCount }

    /// The probabilities of one image, in class order.
    ///
    /// - Precondition: `row` is in `0 ..< rowCount`.
    public func row(_ row: Int) -> [Double] {
        Array(values[row * classCount..<(row + 1) * classCount])
    }

    /// The probability of one class for one image.
    ///
    /// - Precondition: Both indices are in range.
    public subscript(row row: Int, column column: Int) -> Double {
        precondition((0..<classCount).contains(column), "no column \(column) in \(classCount) classes")
        return values[row * classCount + column]
    }

    /// The class with the highest probability in one row; of equal ones the first.
    ///
    /// - Precondition: `row` is in `0 ..< rowCount`.
    public func prediction(row: Int) -> Int {
        var best = 0
        for column in 1..<max(1, classCount)
        where self[row: row, column: column] > self[row: row, column: best] {
            best = column
        }
        return best
    }

    /// The class with the highest probability in each row; of equal ones the first.
    public var predictions: [Int] { (0..<rowCount).map(prediction(row:)) }

    /// Checks that there is one label for each row, at least one row, and that every label is a class.
    func check(labels: [Int]) throws(MetricsError) {
        guard labels.count == rowCount else {
            throw .countMismatch(labels: labels.count, predictions: rowCount)
        }
        guard !labels.isEmpty else { throw .noRows }
        for (row, label) in labels.enumerated() where !(0..<classCount).contains(label) {
            throw .classOutOfRange(row: row, index: label, classCount: classCount)
        }
    }
}

extension ProbabilityTable: Codable {
    private enum CodingKeys: String, CodingKey {
        case classCount = "class_count"
        case values
    }

    /// Reads a table and checks it as the initializers do.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let classCount = try container.decode(Int.self, forKey: .classCount)
        let values = try container.decode([Double].self, forKey: .values)
        do {
            try self.init(classCount: classCount, values: values)
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }
}
