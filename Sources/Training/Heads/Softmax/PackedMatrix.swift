package import Tensors

/// A matrix of 32-bit floats in row-major order whose rows are padded with zeros to whole blocks of eight.
///
/// Blocks are what a vector unit loads at once, and one bounds check covers eight numbers: loops over them
/// are fast without unsafe pointers.
package struct PackedMatrix: Hashable, Sendable {
    /// Eight neighbouring entries of a row.
    package typealias Block = SIMD8<Float>

    /// The number of rows.
    package let rowCount: Int
    /// The number of columns that carry data; the rest of the last block of a row is zero.
    package let columnCount: Int
    /// The number of blocks that hold one row.
    package let blocksPerRow: Int
    /// The blocks in row-major order.
    package var blocks: [Block]

    /// Makes a matrix of zeros.
    package init(rowCount: Int, columnCount: Int) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        blocksPerRow = (columnCount + Block.scalarCount - 1) / Block.scalarCount
        blocks = [Block](repeating: .zero, count: rowCount * blocksPerRow)
    }

    /// One entry.
    package subscript(row: Int, column: Int) -> Float {
        get { blocks[row * blocksPerRow + column / Block.scalarCount][column % Block.scalarCount] }
        set { blocks[row * blocksPerRow + column / Block.scalarCount][column % Block.scalarCount] = newValue }
    }

    /// The matrix with every entry multiplied by a number.
    func scaled(by factor: Float) -> PackedMatrix {
        var result = self
        for index in result.blocks.indices { result.blocks[index] *= factor }
        return result
    }

    /// Adds a multiple of another matrix of the same form.
    mutating func add(_ other: PackedMatrix, times factor: Float) {
        precondition(blocks.count == other.blocks.count, "matrices of different form cannot be added")
        var target = blocks.mutableSpan
        let source = other.blocks.span
        for index in source.indices { target[index] += source[index] * factor }
    }

    /// The sum of the products of corresponding entries.
    ///
    /// Sixteen blocks are added in `Float`, the sums of sixteen in `Double`: the error stays below 1e-6 of the
    /// sum of absolute values for any size.
    func dot(_ other: PackedMatrix) -> Double {
        precondition(blocks.count == other.blocks.count, "matrices of different form have no product")
        let left = blocks.span
        let right = other.blocks.span
        var total = SIMD8<Double>.zero
        for start in stride(from: 0, to: left.count, by: 16) {
            var partial = Block.zero
            for index in start..<min(start + 16, left.count) { partial += left[index] * right[index] }
            total += SIMD8<Double>(partial)
        }
        return total.sum()
    }
}

extension PackedMatrix {
    /// Packs a matrix `[N, D]`.
    package init(_ matrix: Tensor<Float>) {
        self.init(rowCount: matrix.shape[0], columnCount: matrix.shape[1])
        for row in 0..<rowCount {
            for column in 0..<columnCount { self[row, column] = matrix[row * columnCount + column] }
        }
    }
}
