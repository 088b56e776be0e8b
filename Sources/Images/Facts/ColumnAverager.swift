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

    private let cellCount: Int
    private let edges: [Edge]
    /// The reciprocal of the number of parts in a cell.
    private let scale: Double
    /// The sums of all values before each pixel; ends with the sum of all, twice.
    private var running: [Int]

    /// - Parameters:
    ///   - columnCount: The number of pixels in a row.
    ///   - cellCount: The number of cells.
    init(columnCount: Int, cellCount: Int) {
        self.cellCount = cellCount
        edges = (0...cellCount).map { cell in
            Edge(pixels: cell * columnCount / cellCount, parts: cell * columnCount % cellCount)
        }
        scale = 1 / Double(columnCount)
        running = [Int](repeating: 0, count: columnCount + 2)
    }

    /// Computes the luminance of each cell in 256ths of a level.
    ///
    /// - Parameters:
    ///   - samples: A row of pixels, each sample times 256.
    ///   - cells: Receives the cells.
    ///   - start: Where the first cell goes.
    mutating func luminance(of samples: [UInt16], into cells: inout [UInt16], at start: Int) {
        sum(samples, red: 77, green: 150, blue: 29)
        // The weights of the channels add up to 256.
        let scale = scale / 256
        var destination = cells.mutableSpan
        let (running, edges) = (running.span, edges.span)
        var before = 0
        for cell in 0..<cellCount {
            let after = Self.sum(running, before: edges[cell + 1], cellCount: cellCount)
            // A mean of luminances is between them: it fits, and rounding to nearest does not change that.
            destination[start + cell] = UInt16(Double(after - before) * scale + 0.5)
            before = after
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
        let limit = Int(tolerance * 256 / scale)
        let running = running.span
        var before = 0
        for edge in edges.dropFirst() {
            let after = Self.sum(running, before: edge, cellCount: cellCount)
            if abs(after - before) > limit { return false }
            before = after
        }
        return true
    }

    /// The sum over all parts before an edge.
    @inline(__always)
    private static func sum(_ running: Span<Int>, before edge: Edge, cellCount: Int) -> Int {
        let whole = running[edge.pixels]
        return whole * cellCount + (running[edge.pixels + 1] - whole) * edge.parts
    }

    /// Fills the running sums with weighted sums of the channels.
    ///
    /// Rows of 2²⁰ pixels and 2⁹ cells give sums below 2²⁴ · 2²⁰ · 2⁹, far from the end of an `Int`.
    @inline(__always)
    private mutating func sum(_ samples: [UInt16], red: Int, green: Int, blue: Int) {
        let source = samples.span
        var destination = running.mutableSpan
        let count = destination.count - 2
        var (total, position) = (0, 0)
        for column in 0..<count {
            total &+=
                red &* Int(source[position]) &+ green &* Int(source[position + 1])
                &+ blue &* Int(source[position + 2])
            position += 3
            destination[column + 1] = total
        }
        destination[count + 1] = total
    }
}
