/// Along one axis: which source pixels make each new pixel, and with what weights.
///
/// Every new pixel has the same number of weights; where it needs fewer, zeros fill up, and the run is placed
/// so that it never leaves the source. That keeps the loops over pixels free of special cases at the borders.
struct ResamplingWeights {
    /// The first source pixel of each new pixel; never decreasing.
    let starts: [Int]
    /// The number of source pixels for each new pixel.
    let tapCount: Int
    /// `tapCount` weights for each new pixel, of sum 1.
    let values: [Float]

    /// The source pixels that are read at all.
    var sourceRange: Range<Int> {
        guard let first = starts.first, let last = starts.last else { return 0..<0 }
        return first..<last + tapCount
    }

    /// The same weights for source pixels that are counted from another one.
    func shifted(by distance: Int) -> ResamplingWeights {
        distance == 0
            ? self
            : ResamplingWeights(starts: starts.map { $0 + distance }, tapCount: tapCount, values: values)
    }

    private init(starts: [Int], tapCount: Int, values: [Float]) {
        self.starts = starts
        self.tapCount = tapCount
        self.values = values
    }

    /// - Parameters:
    ///   - filter: The filter, not `nearest`.
    ///   - sourceCount: The number of source pixels along the axis.
    ///   - span: The edges of what is read, in source pixels.
    ///   - count: The number of new pixels that the span makes.
    ///   - window: The new pixels that are wanted.
    init(
        filter: ResamplingFilter, sourceCount: Int, span: (start: Double, end: Double), count: Int,
        window: Range<Int>
    ) {
        let scale = (span.end - span.start) / Double(count)
        let reduction = max(scale, 1)
        let radius = filter.radius * reduction
        // An interval of length 2 · radius between rounded ends. It must not depend on the window: the number
        // of taps decides the order in which they are added, and so the last bit of a sum.
        let tapCount = min(Int((2 * radius).rounded(.up)), sourceCount)
        var starts = [Int](repeating: 0, count: window.count)
        var values = [Float](repeating: 0, count: window.count * tapCount)
        var weights: [Double] = []
        for (row, index) in window.enumerated() {
            let center = span.start + (Double(index) + 0.5) * scale
            // A pixel counts if its centre is nearer than the radius, up to rounding.
            let first = max(Int(center - radius + 0.5), 0)
            let end = min(Int(center + radius + 0.5), sourceCount, first + tapCount)
            weights.removeAll(keepingCapacity: true)
            for pixel in first..<end {
                weights.append(filter.weight(at: (Double(pixel) + 0.5 - center) / reduction))
            }
            let sum = weights.reduce(0, +)
            starts[row] = min(first, sourceCount - tapCount)
            let firstValue = row * tapCount + first - starts[row]
            for (tap, weight) in weights.enumerated() {
                values[firstValue + tap] = Float(weight / sum)
            }
        }
        self.starts = starts
        self.tapCount = tapCount
        self.values = values
    }
}
