internal import Glibc

/// The lowest frequencies of the two-dimensional discrete cosine transform (DCT-II) of a square of 32×32
/// values.
///
/// Coefficient *(u, v)* is Σ value(*y*, *x*) cos(π *u* (2 *y* + 1) / 64) cos(π *v* (2 *x* + 1) / 64), without
/// a factor before it: only signs matter here.
/// Source: Ahmed, Natarajan & Rao, "Discrete cosine transform", IEEE Transactions on Computers, 1974.
struct CosineTransform {
    /// The number of values along a side.
    static let side = 32
    /// The number of frequencies along an axis, the mean included.
    static let frequencyCount = 11

    /// The cosines, `[frequency, position]`.
    private static let cosines: [Double] = (0..<frequencyCount * side).map { index in
        let (frequency, position) = (index / side, index % side)
        return cos(Double.pi * Double(frequency * (2 * position + 1)) / Double(2 * side))
    }

    /// The coefficients, `[u, v]` in row-major order.
    let coefficients: [Double]

    /// - Parameter values: `[y, x]` in row-major order.
    init(of values: [Double]) {
        let (side, count) = (Self.side, Self.frequencyCount)
        precondition(values.count == side * side, "\(values.count) values are not a square of side \(side)")
        let (source, cosines) = (values.span, Self.cosines.span)
        // [y, v]
        var rows = [Double](repeating: 0, count: side * count)
        for y in 0..<side {
            for v in 0..<count {
                var sum = 0.0
                for x in 0..<side { sum += source[y * side + x] * cosines[v * side + x] }
                rows[y * count + v] = sum
            }
        }
        var coefficients = [Double](repeating: 0, count: count * count)
        for u in 0..<count {
            for v in 0..<count {
                var sum = 0.0
                for y in 0..<side { sum += rows[y * count + v] * cosines[u * side + y] }
                coefficients[u * count + v] = sum
            }
        }
        self.coefficients = coefficients
    }

    /// The coefficient of a frequency from top to bottom and one from left to right.
    subscript(row: Int, column: Int) -> Double { coefficients[row * Self.frequencyCount + column] }
}
