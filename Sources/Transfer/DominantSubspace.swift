internal import OneDNN
internal import Tensors

/// Orthonormal directions along which the rows of a matrix vary most.
///
/// Random directions, pushed towards the dominant ones by multiplying with the covariance of a part of the
/// rows twice. Two rows' inner product is that of their projections and that of what is left of them, which
/// is at most the product of its lengths (Cauchy–Schwarz). So the projections followed by the length of the
/// rest, a row of 128 numbers, give an upper bound of the inner product that is itself an inner product.
/// Source: Halko, Martinsson & Tropp, "Finding structure with randomness", algorithm 4.4,
/// <https://arxiv.org/abs/0909.4061>.
struct DominantSubspace: Sendable {
    /// The largest number of directions.
    static let largestCount = 127
    /// The number of rows whose covariance is looked at.
    private static let sampleCount = 1024
    /// The number of times that the directions are multiplied with the covariance.
    private static let iterationCount = 2

    /// The directions, `[B, D]` in row-major order, B at most ``largestCount``.
    let directions: [Float]
    /// B.
    let count: Int

    /// Finds the directions for rows of length 1 or 0; equal rows give equal directions.
    ///
    /// - Parameter largestCount: The largest number of directions, from 1 to ``largestCount``.
    /// - Throws: `OneDNNError` when a product fails.
    init(of rows: CentredRows, largestCount: Int = Self.largestCount, seed: UInt64) throws {
        let columnCount = rows.mean.count
        let sample = Self.evenlySpread(Self.sampleCount, of: rows.rowCount)
        var values = [Float](repeating: 0, count: sample.count * columnCount)
        rows.copy(sample, into: &values)
        var generator = SeededGenerator(seed: seed)
        var count = min(largestCount, columnCount)
        // Signs alone would be dependent too often where there are few columns.
        var directions = (0..<count * columnCount).map { _ in Float.random(in: -1..<1, using: &generator) }
        var projections = [Float](repeating: 0, count: sample.count * count)
        for _ in 0..<Self.iterationCount {
            var projected = projections.mutableSpan
            try Matrices.multiply(
                values.span, by: directions.span, .transposed, rows: sample.count, columns: count,
                inner: columnCount, into: &projected)
            var pushed = directions.mutableSpan
            try Matrices.multiply(
                projections.span, .transposed, by: values.span, rows: count, columns: columnCount,
                inner: sample.count, into: &pushed)
            count = Self.orthonormalise(&directions, count: count, columnCount: columnCount)
        }
        self.directions = Array(directions.prefix(count * columnCount))
        self.count = count
    }

    private static func evenlySpread(_ count: Int, of total: Int) -> [Int] {
        let count = min(count, total)
        return (0..<count).map { $0 * total / count }
    }

    /// Makes the rows orthogonal to those before and of length 1 (Gram–Schmidt, twice, which is enough) and
    /// drops those of which nothing is left.
    ///
    /// - Returns: The number of rows that are left, at the front.
    private static func orthonormalise(_ directions: inout [Float], count: Int, columnCount: Int) -> Int {
        var kept: [[Double]] = []
        for row in 0..<count {
            var direction = directions[row * columnCount..<(row + 1) * columnCount].map(Double.init)
            let length = norm(direction)
            for _ in 0..<2 {
                for other in kept { removePart(along: other, of: &direction) }
            }
            let rest = norm(direction)
            guard rest > 1e-5 * length, rest > 0 else { continue }
            for column in 0..<columnCount {
                direction[column] /= rest
                directions[kept.count * columnCount + column] = Float(direction[column])
            }
            kept.append(direction)
        }
        return kept.count
    }

    private static func norm(_ vector: [Double]) -> Double {
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    private static func removePart(along other: [Double], of direction: inout [Double]) {
        let source = other.span
        var target = direction.mutableSpan
        var product = 0.0
        for column in source.indices { product += source[column] * target[column] }
        for column in source.indices { target[column] -= product * source[column] }
    }
}
