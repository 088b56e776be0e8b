extension SymmetricMatrix {
    /// Subtracts `factor · v·vᵀ`.
    mutating func subtractSquare(of vector: [Double], times factor: Double) {
        precondition(vector.count == count, "\(vector.count) entries for \(count) rows")
        let (count, tileRowCount) = (count, tileRowCount)
        var span = blocks.mutableSpan
        for row in 0..<tileRowCount {
            var rows = Block.zero
            for lane in 0..<min(4, count - 4 * row) { rows[lane] = factor * vector[4 * row + lane] }
            let start = Self.start(ofTileRow: row)
            for column in 0..<min(4 * row + 4, count) { span[start + column] -= rows * vector[column] }
        }
    }

    /// Adds a number to every entry of the diagonal.
    mutating func addToDiagonal(_ number: Double) {
        for row in 0..<count { blocks[Self.start(ofTileRow: row / 4) + row][row % 4] += number }
    }

    /// The matrix of some rows and columns, with the mean of every row and of every column taken away.
    ///
    /// - Parameter rows: The rows and columns to take, in this order.
    func centred(rows: [Int]) -> SymmetricMatrix {
        var result = SymmetricMatrix(count: rows.count)
        var means = [Double](repeating: 0, count: rows.count)
        for (row, source) in rows.enumerated() {
            for column in 0...row {
                let value = self[source, rows[column]]
                result[row, column] = value
                means[row] += value
                if column < row { means[column] += value }
            }
        }
        for row in rows.indices { means[row] /= Double(rows.count) }
        let mean = means.reduce(0, +) / Double(rows.count)
        for row in rows.indices {
            for column in 0...row { result[row, column] += mean - means[row] - means[column] }
        }
        return result
    }
}
