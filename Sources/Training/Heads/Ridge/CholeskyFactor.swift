/// The lower triangle L of a positive definite matrix `A = L·Lᵀ`, with which systems `A·x = b` are solved.
///
/// Source: Golub & Van Loan, "Matrix Computations", 4th edition, section 4.2.
struct CholeskyFactor: Sendable {
    private typealias Block = SymmetricMatrix.Block

    /// L in the layout of a symmetric matrix; what lies above the diagonal of a tile is of no meaning.
    private var lower: SymmetricMatrix

    /// Factorises a matrix in its place. Complexity: O(n³), n³/3 additions and multiplications.
    ///
    /// - Returns: Nil if the matrix is not positive definite, or rounding hides that it is.
    /// - Throws: `CancellationError` if the current task is cancelled.
    init?(_ matrix: consuming SymmetricMatrix) throws {
        lower = matrix
        let tileRows = lower.tileRowCount
        // Rows that fill up the last tile become those of the identity.
        for row in lower.count..<4 * tileRows {
            lower.blocks[SymmetricMatrix.start(ofTileRow: row / 4) + row][row % 4] = 1
        }
        for firstColumn in stride(from: 0, to: tileRows, by: SymmetricMatrix.rowTile) {
            try Task.checkCancellation()
            guard factorise(columns: firstColumn..<min(firstColumn + SymmetricMatrix.rowTile, tileRows))
            else { return nil }
        }
    }

    /// Turns some columns of tiles into columns of L; those to the left of them are so already.
    private mutating func factorise(columns: Range<Int>) -> Bool {
        let tileRows = lower.tileRowCount
        for row in columns.lowerBound..<tileRows {
            let rowStart = SymmetricMatrix.start(ofTileRow: row)
            for column in columns.lowerBound..<min(columns.upperBound, row + 1) {
                let columnStart = SymmetricMatrix.start(ofTileRow: column)
                let tile = rowStart + 4 * column
                let products = SymmetricMatrix.products(
                    lower.blocks.span, rowStart, columnStart, count: 4 * column)
                var span = lower.blocks.mutableSpan
                span[tile] -= products.0
                span[tile + 1] -= products.1
                span[tile + 2] -= products.2
                span[tile + 3] -= products.3
                if row == column {
                    guard Self.factoriseTile(&span, at: tile) else { return false }
                } else {
                    Self.divideTile(&span, at: tile, by: columnStart + 4 * column)
                }
            }
        }
        return true
    }

    /// Factorises a tile on the diagonal.
    private static func factoriseTile(_ span: inout MutableSpan<Block>, at tile: Int) -> Bool {
        for column in 0..<4 {
            var entries = span[tile + column]
            for left in 0..<column { entries -= span[tile + left] * span[tile + left][column] }
            guard entries[column] > 0, entries[column].isFinite else { return false }
            span[tile + column] = entries / entries[column].squareRoot()
        }
        return true
    }

    /// Multiplies a tile with the inverse of the transpose of a factorised tile.
    private static func divideTile(_ span: inout MutableSpan<Block>, at tile: Int, by diagonal: Int) {
        for column in 0..<4 {
            var entries = span[tile + column]
            for left in 0..<column { entries -= span[tile + left] * span[diagonal + left][column] }
            span[tile + column] = entries / span[diagonal + column][column]
        }
    }

    /// The solution of `A·x = b`. Complexity: O(n²).
    ///
    /// - Precondition: `right` has as many entries as the matrix has rows.
    func solve(_ right: [Double]) -> [Double] {
        precondition(right.count == lower.count, "\(right.count) entries for \(lower.count) rows")
        let tileRows = lower.tileRowCount
        let span = lower.blocks.span
        var solution = [Double](repeating: 0, count: 4 * tileRows)
        for index in right.indices { solution[index] = right[index] }
        var x = solution.mutableSpan
        for row in 0..<tileRows {
            let start = SymmetricMatrix.start(ofTileRow: row)
            var sums = Block(x[4 * row], x[4 * row + 1], x[4 * row + 2], x[4 * row + 3])
            for column in 0..<4 * row { sums -= span[start + column] * x[column] }
            for lane in 0..<4 {
                let entries = span[start + 4 * row + lane]
                let value = sums[lane] / entries[lane]
                x[4 * row + lane] = value
                sums -= entries * value
            }
        }
        for row in (0..<tileRows).reversed() {
            let start = SymmetricMatrix.start(ofTileRow: row)
            var values = Block(x[4 * row], x[4 * row + 1], x[4 * row + 2], x[4 * row + 3])
            for lane in (0..<4).reversed() {
                let entries = span[start + 4 * row + lane]
                var sum = values[lane]
                for below in lane + 1..<4 { sum -= entries[below] * values[below] }
                values[lane] = sum / entries[lane]
                x[4 * row + lane] = values[lane]
            }
            for column in 0..<4 * row { x[column] -= (span[start + column] * values).sum() }
        }
        return Array(solution.prefix(right.count))
    }
}
