import Tensors

/// The sums over some rows that a regression on them needs.
///
/// Everything is measured from the mean of all rows, which is near the mean of any part of them, so that no
/// digits are lost when the mean of the part is subtracted.
struct RidgeMoments: Sendable {
    /// The number of rows, M.
    private(set) var rowCount = 0
    /// The sum of the feature vectors, `[D]`.
    private var featureSum: [Double]
    /// The sum of each output's values, `[O]`.
    private var valueSums: [Double]
    /// The sum of the feature vectors times the value of each output, `[O, D]`.
    private var cross: [[Double]]
    /// The sum of the outer products of the feature vectors with themselves, `[D, D]`.
    private var gram: SymmetricMatrix

    /// The sums over no rows.
    init(featureCount: Int, outputCount: Int) {
        featureSum = [Double](repeating: 0, count: featureCount)
        valueSums = [Double](repeating: 0, count: outputCount)
        cross = [[Double]](repeating: featureSum, count: outputCount)
        gram = SymmetricMatrix(count: featureCount)
    }

    /// Adds up some rows. Complexity: O(M·D²).
    ///
    /// - Throws: `CancellationError` if the current task is cancelled.
    init(_ data: CentredData, rows: [Int]) throws {
        self.init(featureCount: data.featureCount, outputCount: data.outputCount)
        rowCount = rows.count
        // Enough rows to read and write the sums seldom, few enough to stay in the second-level cache.
        let depth = 64
        for first in stride(from: 0, to: rows.count, by: depth) {
            try Task.checkCancellation()
            let part = Array(rows[first..<min(first + depth, rows.count)])
            let panel = data.panelOfFeatures(rows: part)
            gram.addProducts(of: panel)
            add(part, panel, data)
        }
    }

    /// Adds the rows of a panel to all sums but the outer products.
    private mutating func add(_ rows: [Int], _ panel: RowPanel, _ data: CentredData) {
        let blocks = panel.blocks.span
        let values = rows.map { row in (0..<valueSums.count).map { data.value(row: row, output: $0) } }
        for output in valueSums.indices {
            for entry in values { valueSums[output] += entry[output] }
        }
        for block in 0..<(featureSum.count + 3) / 4 {
            let columns = 4 * block..<min(4 * block + 4, featureSum.count)
            var sum = RowPanel.Block.zero
            for index in 0..<panel.depth { sum += blocks[block * panel.depth + index] }
            for column in columns { featureSum[column] += sum[column - 4 * block] }
            for output in valueSums.indices {
                var sum = RowPanel.Block.zero
                for index in 0..<panel.depth {
                    sum += blocks[block * panel.depth + index] * values[index][output]
                }
                for column in columns { cross[output][column] += sum[column - 4 * block] }
            }
        }
    }

    /// Adds the sums over other rows.
    mutating func add(_ other: RidgeMoments) {
        rowCount += other.rowCount
        for column in featureSum.indices { featureSum[column] += other.featureSum[column] }
        for output in valueSums.indices {
            valueSums[output] += other.valueSums[output]
            for column in featureSum.indices { cross[output][column] += other.cross[output][column] }
        }
        gram.add(other.gram)
    }

    /// The regression on the rows. Complexity: O(D³).
    ///
    /// - Parameters:
    ///   - penalty: What is added to the diagonal, for each row.
    ///   - data: What the rows are rows of.
    /// - Returns: Nil if the penalty vanishes beside rounding errors.
    /// - Throws: `CancellationError` if the current task is cancelled.
    func solution(penalty: Double, data: CentredData) throws -> RidgeSolution? {
        let count = Double(rowCount)
        let featureMean = featureSum.map { $0 / count }
        let valueMeans = valueSums.map { $0 / count }
        var matrix = gram
        matrix.subtractSquare(of: featureMean, times: count)
        matrix.addToDiagonal(penalty * count)
        guard let factor = try CholeskyFactor(matrix) else { return nil }
        let weights = zip(cross, valueSums).map { cross, valueSum in
            factor.solve(zip(cross, featureMean).map { $0 - $1 * valueSum })
        }
        return data.solution(weights: weights, featureMean: featureMean, valueMeans: valueMeans)
    }
}
