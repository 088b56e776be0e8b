internal import Tensors

/// The rows of a matrix as directions from their mean: the mean row subtracted, each row scaled to length 1.
///
/// Features of a network are sums of activations that are never negative, so all point roughly one way; what
/// tells images apart is how they differ from the mean.
struct CentredRows: Sendable {
    private typealias Block = SIMD8<Float>

    /// The number of rows.
    let rowCount: Int
    /// The mean row.
    let mean: [Float]
    /// What each row less the mean is multiplied with; 0 for a row that is the mean but for rounding.
    let scales: [Float]

    /// The rows, padded with zeros to whole blocks: one bounds check covers eight numbers.
    private let blocks: [Block]
    private let blocksPerRow: Int

    /// - Parameter features: `[N, D]`.
    init(_ features: Tensor<Float>) {
        let (rowCount, columnCount) = (features.shape[0], features.shape[1])
        let values = features.values.span
        var sums = [Double](repeating: 0, count: columnCount)
        for row in 0..<rowCount {
            for column in 0..<columnCount { sums[column] += Double(values[row * columnCount + column]) }
        }
        let mean = sums.map { Float($0 / Double(max(rowCount, 1))) }
        let blocksPerRow = (columnCount + Block.scalarCount - 1) / Block.scalarCount
        var blocks = [Block](repeating: .zero, count: rowCount * blocksPerRow)
        var scales = [Float](repeating: 0, count: rowCount)
        for row in 0..<rowCount {
            var (square, centredSquare) = (0.0, 0.0)
            for column in 0..<columnCount {
                let value = values[row * columnCount + column]
                let centred = value - mean[column]
                square += Double(value) * Double(value)
                centredSquare += Double(centred) * Double(centred)
                blocks[row * blocksPerRow + column / Block.scalarCount][column % Block.scalarCount] = centred
            }
            // Less than a thousandth of the length is rounding and noise, which have no direction.
            let scale = centredSquare > 1e-6 * square ? Float(1 / centredSquare.squareRoot()) : 0
            scales[row] = scale
            for block in row * blocksPerRow..<(row + 1) * blocksPerRow { blocks[block] *= scale }
        }
        self.rowCount = rowCount
        self.mean = mean
        self.scales = scales
        self.blocks = blocks
        self.blocksPerRow = blocksPerRow
    }

    /// The cosine of the angle between two rows, `-1 ... 1`; 0 where one has no direction. The same for both
    /// orders.
    func cosine(_ first: Int, _ second: Int) -> Float {
        let blocks = blocks.span
        let left = blocks.extracting(first * blocksPerRow..<(first + 1) * blocksPerRow)
        let right = blocks.extracting(second * blocksPerRow..<(second + 1) * blocksPerRow)
        var sums = (Block.zero, Block.zero)
        var block = 0
        while block + 1 < left.count {
            sums.0 += left[block] * right[block]
            sums.1 += left[block + 1] * right[block + 1]
            block += 2
        }
        if block < left.count { sums.0 += left[block] * right[block] }
        return min(max((sums.0 + sums.1).sum(), -1), 1)
    }

    /// Writes whole rows one behind the other, without padding.
    func copy(_ rows: [Int], into values: inout [Float]) {
        let columnCount = mean.count
        var destination = values.mutableSpan
        let blocks = blocks.span
        for (number, row) in rows.enumerated() {
            for column in 0..<columnCount {
                destination[number * columnCount + column] =
                    blocks[row * blocksPerRow + column / Block.scalarCount][column % Block.scalarCount]
            }
        }
    }
}
