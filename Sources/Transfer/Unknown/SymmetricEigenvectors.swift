/// The eigenvectors of a small symmetric matrix, by Jacobi's method: rotations that make one entry beside the diagonal
/// zero at a time, until none is left.
///
/// Source: Golub & Van Loan, "Matrix Computations", 4th edition, section 8.5.
package struct SymmetricEigenvectors: Sendable {
    /// The eigenvalues, in the order in which they end up on the diagonal.
    package private(set) var values: [Double]
    /// Orthonormal, one a row, `[N, N]` in row-major order.
    package private(set) var vectors: [Double]

    private static let sweepLimit = 60

    /// - Parameters:
    ///   - matrix: `[N, N]` in row-major order.
    ///   - count: N.
    package init(of matrix: [Double], count: Int) {
        precondition(matrix.count == count * count, "\(matrix.count) numbers are no matrix of \(count) rows")
        var matrix = matrix
        var vectors = [Double](repeating: 0, count: count * count)
        for index in 0..<count { vectors[index * count + index] = 1 }
        let scale = matrix.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<Self.sweepLimit {
            var rest = 0.0
            for row in 0..<count {
                for column in 0..<row { rest += matrix[row * count + column] * matrix[row * count + column] }
            }
            guard rest > 1e-28 * scale else { break }
            for row in 1..<max(count, 1) {
                for column in 0..<row {
                    Self.rotate(column, row, &matrix, &vectors, count: count)
                }
            }
        }
        values = (0..<count).map { matrix[$0 * count + $0] }
        self.vectors = vectors
    }

    /// Makes the entry in row q and column p zero.
    private static func rotate(
        _ p: Int, _ q: Int, _ matrix: inout [Double], _ vectors: inout [Double], count: Int
    ) {
        let entry = matrix[q * count + p]
        guard entry != 0 else { return }
        let ratio = (matrix[q * count + q] - matrix[p * count + p]) / (2 * entry)
        let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        let sine = tangent * cosine
        var entries = matrix.mutableSpan
        for index in 0..<count {
            let (first, second) = (entries[index * count + p], entries[index * count + q])
            entries[index * count + p] = cosine * first - sine * second
            entries[index * count + q] = sine * first + cosine * second
        }
        turn(p, q, &entries, count: count, cosine, sine)
        entries[p * count + q] = 0
        entries[q * count + p] = 0
        var rows = vectors.mutableSpan
        turn(p, q, &rows, count: count, cosine, sine)
    }

    /// Turns two rows into each other.
    private static func turn(
        _ p: Int, _ q: Int, _ values: inout MutableSpan<Double>, count: Int, _ cosine: Double, _ sine: Double
    ) {
        for index in 0..<count {
            let (first, second) = (values[p * count + index], values[q * count + index])
            values[p * count + index] = cosine * first - sine * second
            values[q * count + index] = sine * first + cosine * second
        }
    }
}
