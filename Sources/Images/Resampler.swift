/// Separable resampling of one image: along rows first, then along columns.
///
/// A pixel is a vector of four `Float` lanes (red, green, blue and one unused): one SSE2 or NEON register.
/// What the first pass makes of a source row waits in a ring of as many rows as one new row needs, so the
/// data stays in the first-level cache, and rows that the wanted window does not need are never touched. In
/// the ring the pixels of a column lie side by side; both passes are then the same sum over neighbours.
///
/// Between the passes samples are rounded and limited to whole grey levels, as if the intermediate picture
/// were stored. Other tools do that, and at sharp edges, where cubic filters overshoot, it changes the
/// result.
struct Resampler {
    private typealias Pixel = SIMD4<Float>

    let image: Image
    let columns: ResamplingWeights
    let rows: ResamplingWeights

    /// The samples of the window, three bytes a pixel.
    func resampled() -> [UInt8] {
        let width = columns.starts.count
        let tapCount = rows.tapCount
        let sourceColumns = columns.sourceRange
        let columnStarts = columns.starts.map { $0 - sourceColumns.lowerBound }
        var line = [Pixel](repeating: .zero, count: sourceColumns.count)
        var ring = [Pixel](repeating: .zero, count: tapCount * width)
        var weights = [Float](repeating: 0, count: tapCount)
        var output = [UInt8](repeating: 0, count: rows.starts.count * width * 3)
        var nextSourceRow = 0
        for (row, start) in rows.starts.enumerated() {
            nextSourceRow = max(nextSourceRow, start)
            while nextSourceRow < start + tapCount {
                load(row: nextSourceRow, columns: sourceColumns, into: &line)
                combineColumns(of: line, starts: columnStarts, into: &ring, slot: nextSourceRow % tapCount)
                nextSourceRow += 1
            }
            // The ring holds source row i in slot i mod tapCount, so the weights are turned to match.
            for tap in 0..<tapCount {
                weights[(start + tap) % tapCount] = rows.values[row * tapCount + tap]
            }
            combineRows(of: ring, weights: weights, into: &output, at: row * width * 3)
        }
        return output
    }

    private func load(row: Int, columns: Range<Int>, into line: inout [Pixel]) {
        let source = image.pixels.span
        var destination = line.mutableSpan
        var position = (row * image.width + columns.lowerBound) * 3
        for column in 0..<columns.count {
            destination[column] = Pixel(
                Float(source[position]), Float(source[position + 1]), Float(source[position + 2]), 0)
            position += 3
        }
    }

    private func combineColumns(of line: [Pixel], starts: [Int], into ring: inout [Pixel], slot: Int) {
        let source = line.span
        let starts = starts.span
        let weights = columns.values.span
        let tapCount = columns.tapCount
        var destination = ring.mutableSpan
        var position = slot
        for column in 0..<starts.count {
            let sum = Self.sum(
                source, at: starts[column], weights: weights, at: column * tapCount, count: tapCount)
            destination[position] = Self.rounded(sum) - Self.rounder
            position += rows.tapCount
        }
    }

    private func combineRows(of ring: [Pixel], weights: [Float], into output: inout [UInt8], at start: Int) {
        let source = ring.span
        let tapCount = weights.count
        let weights = weights.span
        var destination = output.mutableSpan
        var position = start
        for column in 0..<columns.starts.count {
            let sum = Self.sum(source, at: column * tapCount, weights: weights, at: 0, count: tapCount)
            let rounded = Self.rounded(sum)
            destination[position] = UInt8(truncatingIfNeeded: rounded.x.bitPattern)
            destination[position + 1] = UInt8(truncatingIfNeeded: rounded.y.bitPattern)
            destination[position + 2] = UInt8(truncatingIfNeeded: rounded.z.bitPattern)
            position += 3
        }
    }

    /// The weighted sum of neighbouring pixels.
    @inline(__always)
    private static func sum(
        _ pixels: Span<Pixel>, at start: Int, weights: Span<Float>, at firstWeight: Int, count: Int
    ) -> Pixel {
        var sum = Pixel(repeating: roundingBias)
        for tap in 0..<count {
            sum += weights[firstWeight + tap] * pixels[start + tap]
        }
        return sum
    }

    /// 1.5 · 2²³: a `Float` of that size has no digits after the point, so adding it rounds to the nearest
    /// whole number, which then stands in the low bits. A conversion to an integer would check for overflow,
    /// lane by lane.
    private static var rounder: Float { 12_582_912 }

    /// Adding ``rounder`` rounds halves to even. Halves are common (weights of ½ and ¼) and other tools round
    /// them up; this much lifts them over the edge and is smaller than the error of fixed-point weights.
    private static var roundingBias: Float { 0x1p-12 }

    /// A pixel limited to `0 ... 255` and rounded, plus ``rounder``.
    ///
    /// Comparing and replacing is compiled to four vector instructions, `clamped(lowerBound:upperBound:)` to
    /// calls.
    @inline(__always)
    private static func rounded(_ pixel: Pixel) -> Pixel {
        let limited = pixel.replacing(with: 0, where: pixel .< 0)
        return limited.replacing(with: 255, where: limited .> 255) + rounder
    }
}
