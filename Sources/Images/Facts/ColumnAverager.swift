internal import CPixelKernels

/// Averages a row of pixels over cells of equal width, whose edges may lie within pixels.
///
/// The sum over a cell is the difference of two running sums; where an edge lies within a pixel, the pixel's
/// share is added in proportion. Counted in parts of which a pixel has as many as there are cells, all of
/// this is exact.
struct ColumnAverager {
    /// An edge between cells: the pixels wholly before it and the parts of the next pixel.
    private struct Edge {
        let pixels: Int
        let parts: Int
    }

    private let columnCount: Int
    private let cellCount: Int
    private let edges: [Edge]
    /// The sums of all values before each pixel; ends with the sum of all, twice.
    private var running: [Int]

    /// - Parameters:
    ///   - columnCount: The number of pixels in a row.
    ///   - cellCount: The number of cells.
    init(columnCount: Int, cellCount: Int) {
        self.columnCount = columnCount
        self.cellCount = cellCount
        edges = (0...cellCount).map { cell in
            Edge(pixels: cell * columnCount / cellCount, parts: cell * columnCount % cellCount)
        }
        running = [Int](repeating: 0, count: columnCount + 2)
    }

    /// Computes the luminance of each cell in 256ths of a level, rounded to nearest.
    ///
    /// - Parameters:
    ///   - samples: A row of pixels, each sample times 256.
    ///   - cells: Receives the cells.
    ///   - start: Where the first cell goes.
    mutating func luminance(of samples: [UInt16], into cells: inout [UInt16], at start: Int) {
        precondition(samples.count >= 3 * columnCount && start >= 0 && start + cellCount <= cells.count)
        let columnCount = columnCount
        // Sound: three samples a column, counted above, and two more running sums than columns.
        unsafe running.withUnsafeMutableBufferPointer { running in
            unsafe samples.withUnsafeBufferPointer {
                unsafe imgcls_running_luminance($0.baseAddress, columnCount, running.baseAddress)
            }
            unsafe running[columnCount + 1] = running[columnCount]
        }
        // The weights of the channels add up to 256, and a cell has as many parts as there are columns. The
        // reciprocal in place of a division is exact for fewer than 2¹⁶ columns, and a 256th off at most.
        let divisor = UInt(256 * columnCount)
        let reciprocal = UInt.max / divisor + 1
        let half = divisor / 2
        // Sound: the edges lie within the row, behind which there are two running sums.
        unsafe running.withUnsafeBufferPointer { running in
            unsafe edges.withUnsafeBufferPointer { edges in
                unsafe cells.withUnsafeMutableBufferPointer { cells in
                    var before = 0
                    for cell in 0..<cellCount {
                        let after = unsafe Self.sum(running, before: edges[cell &+ 1], cellCount: cellCount)
                        let rounded = UInt(bitPattern: after &- before) &+ half
                        let mean = reciprocal.multipliedFullWidth(by: rounded).high
                        unsafe cells[start &+ cell] = UInt16(truncatingIfNeeded: mean)
                        before = after
                    }
                }
            }
        }
    }

    /// Whether in every cell the mean of each channel is near the others.
    ///
    /// - Parameters:
    ///   - samples: A row of pixels, each sample times 256.
    ///   - tolerance: The largest difference that counts as near, in levels.
    mutating func isGrey(_ samples: [UInt16], tolerance: Double) -> Bool {
        // Of most grey pictures all three channels are the same, which is quicker to see.
        if Self.areChannelsEqual(samples.span) { return true }
        sum(samples, red: 1, green: -1, blue: 0)
        guard isNearZero(tolerance) else { return false }
        sum(samples, red: 0, green: -1, blue: 1)
        guard isNearZero(tolerance) else { return false }
        sum(samples, red: 1, green: 0, blue: -1)
        return isNearZero(tolerance)
    }

    private static func areChannelsEqual(_ samples: Span<UInt16>) -> Bool {
        var difference: UInt16 = 0
        for position in stride(from: 0, to: samples.count - 2, by: 3) {
            let green = samples[position + 1]
            difference |= (samples[position] ^ green) | (green ^ samples[position + 2])
        }
        return difference == 0
    }

    private func isNearZero(_ tolerance: Double) -> Bool {
        let limit = Int(tolerance * 256 * Double(columnCount))
        // Sound: the edges lie within the row, behind which there are two running sums.
        return unsafe running.withUnsafeBufferPointer { running in
            var before = 0
            for edge in edges.dropFirst() {
                let after = unsafe Self.sum(running, before: edge, cellCount: cellCount)
                if abs(after - before) > limit { return false }
                before = after
            }
            return true
        }
    }

    /// The sum over all parts before an edge.
    @inline(__always)
    private static func sum(_ running: UnsafeBufferPointer<Int>, before edge: Edge, cellCount: Int) -> Int {
        let whole = unsafe running[edge.pixels]
        return whole &* cellCount &+ (unsafe running[edge.pixels &+ 1] &- whole) &* edge.parts
    }

    /// Fills the running sums with weighted sums of the channels.
    ///
    /// Rows of 2²⁰ pixels and 2⁹ cells give sums below 2²⁴ · 2²⁰ · 2⁹, far from the end of an `Int`.
    @inline(__always)
    private mutating func sum(_ samples: [UInt16], red: Int, green: Int, blue: Int) {
        let count = columnCount
        precondition(samples.count >= 3 * count)
        // Sound: three samples a column, counted above, and two more running sums than columns.
        unsafe samples.withUnsafeBufferPointer { source in
            unsafe running.withUnsafeMutableBufferPointer { running in
                var (total, position) = (0, 0)
                for column in 0..<count {
                    total &+=
                        red &* Int(unsafe source[position]) &+ green &* Int(unsafe source[position &+ 1])
                        &+ blue &* Int(unsafe source[position &+ 2])
                    position &+= 3
                    unsafe running[column &+ 1] = total
                }
                unsafe running[count &+ 1] = total
            }
        }
    }
}
