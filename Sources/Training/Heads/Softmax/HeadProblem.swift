/// Multinomial logistic regression on chosen rows of a feature matrix: a convex function of the head.
///
///     f(W, b) = mean over rows of −log softmax(W·x + b)[label]  +  strength / 2 · ‖W‖²
///
/// Parameters are one matrix `[K, D + 1]` whose last column holds the biases, which are not penalised; features
/// end with a column of ones. Logits are linear in the parameters, so along a line they are `Z + t·ΔZ`: once the
/// product ΔZ is known, a point of the line costs O(N·K) instead of O(N·K·D).
struct HeadProblem: Sendable {
    /// Scaled features, `[N, D + 1]`.
    let features: PackedMatrix
    /// The rows to learn from.
    let rows: [Int]
    /// The class of each of `rows`.
    let labels: [Int]
    /// The number of classes, K.
    let classCount: Int
    /// The factor of the penalty.
    let strength: Double

    /// A point on a line through the parameters.
    struct LinePoint {
        /// The function's value.
        var value: Double
        /// Its first derivative along the line.
        var slope: Double
        /// Its second derivative along the line; never negative.
        var curvature: Double
    }

    /// A line through the parameters.
    struct Line {
        /// Logits at the start, `[M, K]`.
        let logits: [Double]
        /// How the logits change along the line, `[M, K]`.
        let change: [Float]
        /// ‖W‖², W·D and ‖D‖², biases left out.
        let squares: (start: Double, mixed: Double, direction: Double)
    }

    /// The logits of the rows.
    func logits(_ parameters: PackedMatrix) -> [Float] {
        LinearAlgebra.logits(features, rows: rows, weights: parameters)
    }

    /// The line that leaves `parameters`, whose logits are known, in a direction.
    func line(from parameters: PackedMatrix, logits: [Double], direction: PackedMatrix) -> Line {
        let change = self.logits(direction)
        return Line(
            logits: logits, change: change,
            squares: (
                penaltyProduct(parameters, parameters), penaltyProduct(parameters, direction),
                penaltyProduct(direction, direction)
            ))
    }

    /// The line that stays at `parameters`, for looking at the start.
    func standstill(at parameters: PackedMatrix, logits: [Double]) -> Line {
        Line(
            logits: logits, change: [Float](repeating: 0, count: logits.count),
            squares: (penaltyProduct(parameters, parameters), 0, 0))
    }

    /// Looks at the point `step` along a line.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - step: Where on the line.
    ///   - residuals: Receives the derivative of the mean loss with respect to the logits there, `[M, K]`.
    func evaluate(_ line: Line, at step: Double, residuals buffer: inout [Float]) -> LinePoint {
        let logits = line.logits.span
        let change = line.change.span
        var residuals = buffer.mutableSpan
        var probabilities = [Double](repeating: 0, count: classCount)
        var row = probabilities.mutableSpan
        var (value, slope, curvature) = (0.0, 0.0, 0.0)
        let share = 1 / Double(labels.count)
        for (index, label) in labels.enumerated() {
            let start = index * classCount
            for column in 0..<classCount {
                row[column] = logits[start + column] + step * Double(change[start + column])
            }
            let labelLogit = row[label]
            value += Softmax.normalise(&row, row: 0..<classCount) - labelLogit
            var (mean, meanSquare) = (0.0, 0.0)
            for column in 0..<classCount {
                let rate = Double(change[start + column])
                mean += row[column] * rate
                meanSquare += row[column] * rate * rate
                residuals[start + column] = Float(share * (row[column] - (column == label ? 1 : 0)))
            }
            slope += mean - Double(change[start + label])
            curvature += max(0, meanSquare - mean * mean)
        }
        let squares = line.squares
        return LinePoint(
            value: share * value + strength / 2
                * (squares.start + step * (2 * squares.mixed + step * squares.direction)),
            slope: share * slope + strength * (squares.mixed + step * squares.direction),
            curvature: share * curvature + strength * squares.direction)
    }

    /// The gradient at parameters whose residuals are known.
    func gradient(_ parameters: PackedMatrix, residuals: [Float]) -> PackedMatrix {
        var gradient = LinearAlgebra.gradient(
            residuals: residuals, features: features, rows: rows, classCount: classCount)
        let bias = gradient.columnCount - 1
        let unpenalised = (0..<classCount).map { gradient[$0, bias] }
        gradient.add(parameters, times: Float(strength))
        for row in 0..<classCount { gradient[row, bias] = unpenalised[row] }
        return gradient
    }

    /// The product of two parameter matrices without their biases.
    private func penaltyProduct(_ left: PackedMatrix, _ right: PackedMatrix) -> Double {
        let bias = left.columnCount - 1
        return left.dot(right)
            - (0..<left.rowCount).reduce(0) { $0 + Double(left[$1, bias]) * Double(right[$1, bias]) }
    }
}
