/// The two matrix products in which training a last layer spends its time.
///
/// Everything else is O(N·K); these are O(N·K·D). Rows of X are chosen by index, so that the folds of a
/// cross-validation share one matrix. Biases need no code of their own: X ends with a column of ones.
package enum LinearAlgebra {
    private typealias Block = PackedMatrix.Block

    /// Rows of X that stay in the second-level cache while all classes pass over them.
    private static let rowTile = 64
    /// Rows of W or of the gradient that stay in the first-level cache while the rows of a tile pass over them.
    private static let classTile = 8

    /// Logits `Z = X[rows] · Wᵀ`.
    ///
    /// - Parameters:
    ///   - features: X, `[N, D]`.
    ///   - rows: The M rows of X to take, in this order.
    ///   - weights: W, `[K, D]`.
    /// - Returns: Z, `[M, K]` in row-major order.
    package static func logits(_ features: PackedMatrix, rows: [Int], weights: PackedMatrix) -> [Float] {
        precondition(
            features.columnCount == weights.columnCount,
            "\(features.columnCount) features meet weights for \(weights.columnCount)")
        let classCount = weights.rowCount
        let width = features.blocksPerRow
        var result = [Float](repeating: 0, count: rows.count * classCount)
        var output = result.mutableSpan
        let x = features.blocks.span
        let w = weights.blocks.span
        for tile in stride(from: 0, to: rows.count, by: rowTile) {
            let tileEnd = min(tile + rowTile, rows.count)
            for firstClass in stride(from: 0, to: classCount, by: classTile) {
                let classEnd = min(firstClass + classTile, classCount)
                for row in stride(from: tile, to: tileEnd, by: 2) {
                    // An odd last row or class is computed twice and written twice with the same value.
                    let nextRow = min(row + 1, tileEnd - 1)
                    let x0 = rows[row] * width
                    let x1 = rows[nextRow] * width
                    for column in stride(from: firstClass, to: classEnd, by: 2) {
                        let nextColumn = min(column + 1, classEnd - 1)
                        let sums = fourDotProducts(
                            x, x0, x1, w, column * width, nextColumn * width, count: width)
                        output[row * classCount + column] = sums.0
                        output[row * classCount + nextColumn] = sums.1
                        output[nextRow * classCount + column] = sums.2
                        output[nextRow * classCount + nextColumn] = sums.3
                    }
                }
            }
        }
        return result
    }

    /// The products of two rows of X with two rows of W: eight loads feed four multiplications of blocks.
    @inline(__always)
    private static func fourDotProducts(
        _ x: Span<Block>, _ x0: Int, _ x1: Int, _ w: Span<Block>, _ w0: Int, _ w1: Int, count: Int
    ) -> (Float, Float, Float, Float) {
        var sum00 = Block.zero
        var sum01 = Block.zero
        var sum10 = Block.zero
        var sum11 = Block.zero
        for index in 0..<count {
            let upper = x[x0 + index]
            let lower = x[x1 + index]
            let left = w[w0 + index]
            let right = w[w1 + index]
            sum00 += upper * left
            sum01 += upper * right
            sum10 += lower * left
            sum11 += lower * right
        }
        return (sum00.sum(), sum01.sum(), sum10.sum(), sum11.sum())
    }

    /// Gradient `Gᵀ · X[rows]`.
    ///
    /// - Parameters:
    ///   - residuals: G, `[M, K]` in row-major order.
    ///   - features: X, `[N, D]`.
    ///   - rows: The M rows of X to take, in this order.
    ///   - classCount: K.
    /// - Returns: `[K, D]`. The rows are added in order, so that equal input gives equal bits.
    package static func gradient(
        residuals: [Float], features: PackedMatrix, rows: [Int], classCount: Int
    ) -> PackedMatrix {
        precondition(
            residuals.count == rows.count * classCount,
            "\(residuals.count) residuals for \(rows.count) rows of \(classCount) classes")
        var result = PackedMatrix(rowCount: classCount, columnCount: features.columnCount)
        let width = features.blocksPerRow
        var output = result.blocks.mutableSpan
        let x = features.blocks.span
        for tile in stride(from: 0, to: rows.count, by: rowTile) {
            let tileEnd = min(tile + rowTile, rows.count)
            for firstClass in stride(from: 0, to: classCount, by: classTile) {
                let classEnd = min(firstClass + classTile, classCount)
                for row in stride(from: tile, to: tileEnd, by: 4) {
                    // Rows past the end of the tile are replaced by its last one, with residuals of zero.
                    let count = min(4, tileEnd - row)
                    let starts = (
                        rows[row] * width, rows[row + min(1, count - 1)] * width,
                        rows[row + min(2, count - 1)] * width, rows[row + min(3, count - 1)] * width
                    )
                    for column in stride(from: firstClass, to: classEnd, by: 2) {
                        let nextColumn = min(column + 1, classEnd - 1)
                        let start = row * classCount
                        let g = residualQuad(
                            residuals, start: start + column, stride: classCount, count: count)
                        let h = residualQuad(
                            residuals, start: start + nextColumn, stride: classCount, count: count)
                        addFourRows(
                            x, starts, g, h, to: &output, column * width, nextColumn * width, count: width)
                    }
                }
            }
        }
        return result
    }

    /// Adds four rows of X, weighted by residuals, to two rows of the gradient.
    @inline(__always)
    private static func addFourRows(
        _ x: Span<Block>, _ starts: (Int, Int, Int, Int), _ g: SIMD4<Float>, _ h: SIMD4<Float>,
        to output: inout MutableSpan<Block>, _ left: Int, _ right: Int, count: Int
    ) {
        for index in 0..<count {
            let a = x[starts.0 + index]
            let b = x[starts.1 + index]
            let c = x[starts.2 + index]
            let d = x[starts.3 + index]
            let leftSum = output[left + index] + a * g.x + b * g.y + c * g.z + d * g.w
            let rightSum = output[right + index] + a * h.x + b * h.y + c * h.z + d * h.w
            // An odd last class is its own neighbour: both sums are equal and the last write stands.
            output[left + index] = leftSum
            output[right + index] = rightSum
        }
    }

    /// The residuals of one class in up to four successive rows, then zeros.
    @inline(__always)
    private static func residualQuad(
        _ residuals: [Float], start: Int, stride: Int, count: Int
    ) -> SIMD4<Float> {
        var quad = SIMD4<Float>.zero
        for row in 0..<count { quad[row] = residuals[start + row * stride] }
        return quad
    }
}
