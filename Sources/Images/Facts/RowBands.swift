/// Averages the rows of a picture over bands of equal height, whose edges may lie within rows.
///
/// A band's rows are added with whole weights of sum 256, each its share of the band. A sum then fits 16
/// bits: 256 · 255 < 2¹⁶, and eight of them a vector register. Of a band of more than 256 rows, 256 that are
/// spread evenly count.
struct RowBands {
    /// The number of rows of the picture.
    let rowCount: Int
    /// The number of bands.
    let bandCount: Int

    /// Adds the rows of one band.
    ///
    /// - Parameters:
    ///   - band: Which band, from the top.
    ///   - image: The picture, of `rowCount` rows.
    ///   - sums: Becomes the mean of the band in each sample of a row, times 256.
    func add(_ band: Int, of image: Image, to sums: inout [UInt16]) {
        let (start, end) = (256 * band, 256 * (band + 1))
        let samples = image.pixels.span
        var isEmpty = true
        var row = band * rowCount / bandCount
        // Rounding may give the row before the band's first a share of it.
        if row > 0 { row -= 1 }
        while row < rowCount, edge(row) < end {
            let weight = min(edge(row + 1), end) - max(edge(row), start)
            if weight > 0 {
                let line = samples.extracting(row * sums.count..<(row + 1) * sums.count)
                var destination = sums.mutableSpan
                if isEmpty {
                    Self.set(&destination, to: line, weight: UInt16(weight))
                } else {
                    Self.add(line, weight: UInt16(weight), to: &destination)
                }
                isEmpty = false
            }
            row += 1
        }
    }

    /// The upper edge of a row in 256ths of a band, rounded to nearest.
    private func edge(_ row: Int) -> Int { (512 * row * bandCount + rowCount) / (2 * rowCount) }

    // A weight of 256 times a sample of 255 is below 2¹⁶, and so are the sums: nothing wraps around. The
    // operators that would check are not turned into vector instructions.

    @inline(never)
    private static func set(_ sums: inout MutableSpan<UInt16>, to line: Span<UInt8>, weight: UInt16) {
        for position in 0..<sums.count { sums[position] = UInt16(line[position]) &* weight }
    }

    @inline(never)
    private static func add(_ line: Span<UInt8>, weight: UInt16, to sums: inout MutableSpan<UInt16>) {
        for position in 0..<sums.count { sums[position] &+= UInt16(line[position]) &* weight }
    }
}
