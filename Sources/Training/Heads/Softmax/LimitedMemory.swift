/// The memory of L-BFGS: the last steps and changes of the gradient, which stand for the inverse Hessian.
///
/// Source: Nocedal & Wright, "Numerical Optimization", 2nd edition, algorithm 7.4.
struct LimitedMemory {
    private struct Pair {
        let step: PackedMatrix
        let change: PackedMatrix
        /// The product of both; positive.
        let product: Double
    }

    /// How many pairs are kept.
    let capacity: Int
    private var pairs: [Pair] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Whether nothing is known about the curvature yet.
    var isEmpty: Bool { pairs.isEmpty }

    /// Keeps a step and the change of the gradient along it, unless rounding has eaten the curvature.
    mutating func remember(step: PackedMatrix, change: PackedMatrix) {
        let product = step.dot(change)
        guard product > 1e-10 * change.dot(change).squareRoot() * step.dot(step).squareRoot() else { return }
        if pairs.count == capacity { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, product: product))
    }

    /// Forgets everything.
    mutating func forget() {
        pairs.removeAll(keepingCapacity: true)
    }

    /// The direction of descent `−H·gradient`; the negative gradient itself while nothing is known.
    func direction(_ gradient: PackedMatrix) -> PackedMatrix {
        var direction = gradient.scaled(by: -1)
        var factors = [Double](repeating: 0, count: pairs.count)
        for index in pairs.indices.reversed() {
            let pair = pairs[index]
            factors[index] = pair.step.dot(direction) / pair.product
            direction.add(pair.change, times: Float(-factors[index]))
        }
        if let last = pairs.last {
            direction = direction.scaled(by: Float(last.product / last.change.dot(last.change)))
        }
        for index in pairs.indices {
            let pair = pairs[index]
            let correction = pair.change.dot(direction) / pair.product
            direction.add(pair.step, times: Float(factors[index] - correction))
        }
        return direction
    }
}
