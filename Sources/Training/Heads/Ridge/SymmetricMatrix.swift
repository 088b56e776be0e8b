/// A symmetric matrix of doubles: the tiles of 4 × 4 entries on and below the diagonal.
///
/// The tiles of four rows follow each other from the left to the diagonal, and the four columns of a tile are
/// blocks of four lanes: column `q` of tile (i, j) is at `4 · (i(i + 1)/2 + j) + q`. So a row of tiles has
/// the layout of a `RowPanel`, and sums of outer products, the factorisation and the substitutions all read
/// memory in order. Rows that fill up the last tile are 0. The loops use two lanes of a register at most,
/// what every 64-bit processor has; the order of the additions, and with it every bit of the result, is the
/// same anywhere.
struct SymmetricMatrix: Hashable, Sendable {
    /// Four entries of a column.
    typealias Block = SIMD4<Double>

    /// Rows of tiles whose data stay in the first-level cache while others pass by.
    static let rowTile = 8

    /// The number of rows and of columns.
    let count: Int
    /// The columns of the tiles.
    var blocks: [Block]

    /// Makes a matrix of zeros.
    init(count: Int) {
        self.count = count
        let tileRows = (count + 3) / 4
        blocks = [Block](repeating: .zero, count: 2 * tileRows * (tileRows + 1))
    }

    /// The number of rows of tiles.
    var tileRowCount: Int { (count + 3) / 4 }

    /// Where the first tile of a row of tiles begins.
    static func start(ofTileRow row: Int) -> Int { 2 * row * (row + 1) }

    /// One entry; those above the diagonal are the ones below it.
    subscript(row: Int, column: Int) -> Double {
        get {
            let (low, high) = (min(row, column), max(row, column))
            return blocks[Self.start(ofTileRow: high / 4) + low][high % 4]
        }
        set {
            let (low, high) = (min(row, column), max(row, column))
            blocks[Self.start(ofTileRow: high / 4) + low][high % 4] = newValue
            // Both halves of a tile on the diagonal are kept.
            if low / 4 == high / 4 { blocks[Self.start(ofTileRow: high / 4) + high][low % 4] = newValue }
        }
    }

    /// Adds another matrix of the same size.
    mutating func add(_ other: SymmetricMatrix) {
        precondition(count == other.count, "\(other.count) rows cannot be added to \(count)")
        var target = blocks.mutableSpan
        let source = other.blocks.span
        for index in source.indices { target[index] += source[index] }
    }

    /// Adds to each entry (i, j) the product of the vectors i and j of a panel.
    ///
    /// Complexity: O(`count`² · `depth`).
    mutating func addProducts(of panel: RowPanel) {
        let (tileRows, depth) = (tileRowCount, panel.depth)
        precondition(
            panel.blocks.count == tileRows * depth,
            "a panel of \(panel.blocks.count) blocks does not fit \(count) rows")
        var target = blocks.mutableSpan
        let source = panel.blocks.span
        for firstColumn in stride(from: 0, to: tileRows, by: Self.rowTile) {
            for row in firstColumn..<tileRows {
                let rowStart = Self.start(ofTileRow: row)
                for column in firstColumn..<min(firstColumn + Self.rowTile, row + 1) {
                    let products = Self.products(source, row * depth, column * depth, count: depth)
                    let tile = rowStart + 4 * column
                    target[tile] += products.0
                    target[tile + 1] += products.1
                    target[tile + 2] += products.2
                    target[tile + 3] += products.3
                }
            }
        }
    }

    /// The products of four vectors that begin at `left` with four that begin at `right`, as columns of a
    /// tile.
    @inline(__always)
    static func products(
        _ source: Span<Block>, _ left: Int, _ right: Int, count: Int
    ) -> (Block, Block, Block, Block) {
        var (c0, c1, c2, c3) = (Block.zero, Block.zero, Block.zero, Block.zero)
        for index in 0..<count {
            let rows = source[left + index]
            let columns = source[right + index]
            c0 += rows * columns.x
            c1 += rows * columns.y
            c2 += rows * columns.z
            c3 += rows * columns.w
        }
        return (c0, c1, c2, c3)
    }
}
