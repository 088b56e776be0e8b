/// The walk of L-BFGS over a `HeadProblem`: a point, the gradient there and what is remembered of the way.
///
/// The line search is safeguarded Newton's method in one variable, which is cheap here (see `HeadProblem`).
/// It ends where the slope has shrunk to a fifth and the value is not above the start's. Since the function is
/// convex, the change of the gradient along such a step has a positive product with the step, as L-BFGS needs.
struct HeadDescent {
    /// A move along a straight line.
    struct Step {
        let direction: PackedMatrix
        let length: Double
    }

    /// The problem that is solved.
    let problem: HeadProblem
    /// Where the walk is: `[K, D + 1]`.
    private(set) var parameters: PackedMatrix
    /// The value here.
    private(set) var value: Double
    /// The Euclidean norm of the gradient here.
    private(set) var gradientNorm: Double

    private var gradient: PackedMatrix
    private var memory = LimitedMemory(capacity: 10)
    /// The logits of the rows, moved along with the parameters; `Double`, so that thousands of moves add up.
    private var logits: [Double]
    private var residuals: [Float]

    /// Stands at `start`.
    init(_ problem: HeadProblem, start: PackedMatrix) {
        self.problem = problem
        parameters = start
        let logits = problem.logits(start)
        self.logits = logits.map(Double.init)
        residuals = [Float](repeating: 0, count: logits.count)
        let here = problem.standstill(at: start, logits: self.logits)
        value = problem.evaluate(here, at: 0, residuals: &residuals).value
        gradient = problem.gradient(start, residuals: residuals)
        gradientNorm = gradient.dot(gradient).squareRoot()
    }

    /// Takes one step downhill.
    ///
    /// - Returns: The step; nil, without having moved, if rounding hides every step that lowers the value.
    mutating func advance() -> Step? {
        var direction = memory.direction(gradient)
        var slope = direction.dot(gradient)
        if slope >= 0 {
            memory.forget()
            direction = gradient.scaled(by: -1)
            slope = -gradientNorm * gradientNorm
        }
        let line = problem.line(from: parameters, logits: logits, direction: direction)
        guard let length = search(line, slope: slope) else { return nil }

        let move = direction.scaled(by: Float(length))
        parameters.add(move, times: 1)
        for index in logits.indices { logits[index] += length * Double(line.change[index]) }
        var change = problem.gradient(parameters, residuals: residuals)
        swap(&change, &gradient)
        change = change.scaled(by: -1)
        change.add(gradient, times: 1)
        memory.remember(step: move, change: change)
        gradientNorm = gradient.dot(gradient).squareRoot()
        return Step(direction: direction, length: length)
    }

    /// Finds how far to go along a line; `value` and `residuals` move there.
    ///
    /// - Parameter slope: The slope at the start; negative.
    private mutating func search(_ line: HeadProblem.Line, slope: Double) -> Double? {
        var step = 1.0
        if memory.isEmpty {
            // A quasi-Newton direction has about the right length, the negative gradient has not.
            let curvature = problem.evaluate(line, at: 0, residuals: &residuals).curvature
            step = -slope / max(curvature, .leastNormalMagnitude)
        }
        var (low, high) = (0.0, Double.infinity)
        // The value is a sum over thousands of rounded logits: a rise in its last digits is no rise.
        let ceiling = value + 1e-12 * abs(value)
        for _ in 0..<30 {
            let point = problem.evaluate(line, at: step, residuals: &residuals)
            if point.value <= ceiling, abs(point.slope) <= 0.2 * abs(slope) {
                value = point.value
                return step
            }
            if point.slope < 0 { low = step } else { high = step }
            let newton = step - point.slope / max(point.curvature, .leastNormalMagnitude)
            if newton > low && newton < high && newton < 10 * step {
                step = newton
            } else {
                step = high.isFinite ? (low + high) / 2 : 4 * step
            }
        }
        return nil
    }
}
