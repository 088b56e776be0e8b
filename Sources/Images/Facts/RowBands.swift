internal import CPixelKernels

/// Averages the rows of a picture over bands of equal height, whose edges may lie within rows.
///
/// A band's rows are added with whole weights of sum 256, each its share of the band. A sum then fits 16
/// bits: 256 · 255 < 2¹⁶, and sixteen of them a vector register. Of a band of more than 256 rows, 256 that are
/// spread evenly count.
struct RowBands {
    private let rowCount: Int
    private let bandCount: Int
    /// The upper edges of the rows in 256ths of a band, rounded to nearest; ends with the lower edge of the last.
    private let edges: [Int]
    /// The weights of one band's rows; kept for their memory.
    private var weights: [UInt16] = []

    /// - Parameters:
    ///   - rowCount: The number of rows of the picture.
    ///   - bandCount: The number of bands.
    init(rowCount: Int, bandCount: Int) {
        self.rowCount = rowCount
        self.bandCount = bandCount
        edges = (0...rowCount).map { (512 * $0 * bandCount + rowCount) / (2 * rowCount) }
    }

    /// Adds the rows of one band.
    ///
    /// - Parameters:
    ///   - band: Which band, from the top.
    ///   - image: The picture, of `rowCount` rows.
    ///   - sums: Becomes the mean of the band in each sample of a row, times 256.
    mutating func add(_ band: Int, of image: Image, to sums: inout [UInt16]) {
        let (start, end) = (256 * band, 256 * (band + 1))
        // Rounding may give the row before the band's first a share of it.
        var first = max(band * rowCount / bandCount - 1, 0)
        while edges[first + 1] <= start { first += 1 }
        weights.removeAll(keepingCapacity: true)
        for row in first..<rowCount {
            if edges[row] >= end { break }
            weights.append(UInt16(min(edges[row + 1], end) - max(edges[row], start)))
        }
        let sampleCount = sums.count
        let samples = image.pixels.span.extracting(
            first * sampleCount..<(first + weights.count) * sampleCount)
        // Sound: so many rows of so many samples were just taken from the picture.
        unsafe samples.withUnsafeBufferPointer { rows in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                unsafe imgcls_weigh_rows(
                    rows.baseAddress, sampleCount, weights, weights.count, sums.baseAddress)
            }
        }
    }
}
