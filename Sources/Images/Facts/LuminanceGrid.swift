internal import CPixelKernels

/// A picture's luminance averaged over the cells of a grid whose size does not depend on the resolution.
///
/// The short side has 128 cells; the long side has 128 to 512 in steps of 32, whatever makes the cells most
/// nearly square. Both are multiples of 32, so that whole blocks of cells make the 32×32 squares that a
/// ``PerceptualHash`` looks at.
///
/// Luminance is (77 R + 150 G + 29 B) / 256, the weights of Rec. 601 in 256ths. The samples are taken as they
/// are stored. The cells are computed in integers: the same pixels give the same cells on every machine.
///
/// Most of the work is adding rows of bytes; the rest is done once a row of cells.
/// Source: ITU-R BT.601-7, section 2.5.1.
struct LuminanceGrid {
    /// The multiple of which both numbers of cells are.
    static let unit = 32
    /// The number of cells along the short side.
    static let shortSide = 128
    /// The largest difference between two of a cell's channels that still counts as grey, in levels of `0 ...
    /// 255`. Over 1,699 photos of three data sets, the most colourful cell differed by at most 7.4 in the
    /// three that look black and white (two of them black and white prints with a tint of their own), and by
    /// at least 12 in the others, grey clothes before a grey wall.
    static let greyTolerance = 8.0

    /// The number of cells in a row.
    let columnCount: Int
    /// The number of rows of cells.
    let rowCount: Int
    /// The mean luminance of each cell, row by row, in 256ths of a level: `0 ... 65_280`.
    let cells: [UInt16]
    /// Whether in every cell the mean red, green and blue differ by at most ``greyTolerance``.
    let isGrey: Bool

    /// Averages a picture over the grid.
    ///
    /// Complexity: O(*W* · *H*).
    init(of image: Image) {
        let (width, height) = (image.width, image.height)
        let columnCount = Self.cellCount(side: width, shortSide: min(width, height))
        let rowCount = Self.cellCount(side: height, shortSide: min(width, height))
        var bands = RowBands(rowCount: height, bandCount: rowCount)
        var averager = ColumnAverager(columnCount: width, cellCount: columnCount)
        var sums = [UInt16](repeating: 0, count: 3 * width)
        var cells = [UInt16](repeating: 0, count: columnCount * rowCount)
        var isGrey = true
        for row in 0..<rowCount {
            bands.add(row, of: image, to: &sums)
            averager.luminance(of: sums, into: &cells, at: row * columnCount)
            // Most pictures have colour near the top, and the rest of them need not be looked at.
            isGrey = isGrey && averager.isGrey(sums, tolerance: Self.greyTolerance)
        }
        self.columnCount = columnCount
        self.rowCount = rowCount
        self.cells = cells
        self.isGrey = isGrey
    }

    private static func cellCount(side: Int, shortSide: Int) -> Int {
        let units = Self.shortSide / unit
        return unit * min((2 * units * side + shortSide) / (2 * shortSide), 4 * units)
    }

    /// The luminance of a reduction to `unit` × `unit` squares, row by row, in levels.
    var squares: [Double] {
        let (across, down) = (columnCount / Self.unit, rowCount / Self.unit)
        let scale = 1 / Double(256 * across * down)
        var columns = [UInt32](repeating: 0, count: columnCount)
        return (0..<Self.unit).flatMap { row in
            let band = cells.span.extracting(row * down * columnCount..<(row + 1) * down * columnCount)
            // Sound: so many rows were just taken, and there are as many sums as columns.
            unsafe band.withUnsafeBufferPointer {
                unsafe imgcls_add_cell_rows($0.baseAddress, columnCount, down, &columns)
            }
            return (0..<Self.unit).map { square in
                Double(columns[square * across..<(square + 1) * across].reduce(0, +)) * scale
            }
        }
    }

    /// The mean of all cells and their standard deviation, in levels.
    var meanAndDeviation: (mean: Double, deviation: Double) {
        var (sum, squares): (UInt64, UInt64) = (0, 0)
        unsafe imgcls_cell_sums(cells, cells.count, &sum, &squares)
        let count = Double(cells.count)
        let mean = Double(sum) / count
        let variance = max(Double(squares) / count - mean * mean, 0)
        return (mean / 256, variance.squareRoot() / 256)
    }

    /// The variance of the Laplacian in the sharpest of `tiles` × `tiles` parts of the picture, in squared
    /// levels.
    ///
    /// The Laplacian is four times a cell less its four neighbours; the outermost cells have none.
    func largestLaplacianVariance(tiles: Int) -> Double {
        let (innerRows, innerColumns) = (rowCount - 2, columnCount - 2)
        var largest = 0.0
        for tileRow in 0..<tiles {
            let rows = 1 + tileRow * innerRows / tiles..<1 + (tileRow + 1) * innerRows / tiles
            for tileColumn in 0..<tiles {
                let columns =
                    1 + tileColumn * innerColumns / tiles..<1 + (tileColumn + 1) * innerColumns / tiles
                largest = max(largest, laplacianVariance(rows: rows, columns: columns))
            }
        }
        return largest / (256 * 256)
    }

    private func laplacianVariance(rows: Range<Int>, columns: Range<Int>) -> Double {
        precondition(rows.lowerBound > 0 && rows.upperBound < rowCount)
        precondition(columns.lowerBound > 0 && columns.upperBound < columnCount)
        var (sum, squares): (Int64, Int64) = (0, 0)
        // Sound: the part is within the grid and leaves out the outermost cells.
        unsafe cells.withUnsafeBufferPointer { cells in
            guard let first = cells.baseAddress else { return }
            unsafe imgcls_laplacian_sums(
                first + rows.lowerBound * columnCount + columns.lowerBound, columnCount, rows.count,
                columns.count, &sum, &squares)
        }
        let count = Double(rows.count * columns.count)
        return Double(squares) / count - (Double(sum) / count) * (Double(sum) / count)
    }
}
