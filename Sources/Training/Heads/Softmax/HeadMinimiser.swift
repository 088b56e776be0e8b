/// Decides when the descent to the best head ends and which of its points is the result.
struct HeadMinimiser: Sendable {
    /// The most steps to take.
    var maximumIterations: Int
    /// The minimum counts as found once the loss is known to exceed it by no more than this share.
    ///
    /// A function that curves at least by `strength` everywhere lies at most `‖gradient‖² / (2 · strength)` above
    /// its minimum. The biases curve without the penalty's help, in practice by far more than it.
    var tolerance: Double
    /// How many steps without a better watched loss end the search; only used with something to watch.
    var patience = 10

    /// What a search ends with.
    struct Minimum: Sendable {
        /// The best parameters, `[K, D + 1]`.
        var parameters: PackedMatrix
        /// The search step by step; entry 0 is the start.
        var history: [HeadFit.Iteration] = []
        /// The entry of `history` that `parameters` belong to.
        var bestIteration = 0
        /// Why the search ended.
        var outcome = HeadFit.Outcome.iterationLimit
    }

    /// Walks downhill from `start`.
    ///
    /// With something to watch the result is the point with the lowest watched loss, whatever ended the search;
    /// without, it is the last point.
    ///
    /// - Throws: `CancellationError` if the current task is cancelled.
    func minimise(
        _ problem: HeadProblem, from start: PackedMatrix, watching set: WatchedLoss.Set? = nil,
        progress: (HeadFit.Iteration) -> Void = { _ in }
    ) throws -> Minimum {
        var descent = HeadDescent(problem, start: start)
        var watched = set.map { WatchedLoss($0, parameters: start) }
        var minimum = Minimum(parameters: start)
        var bestLoss = Double.infinity
        for index in 0...maximumIterations {
            try Task.checkCancellation()
            let loss = watched?.value
            let entry = HeadFit.Iteration(
                index: index, objective: descent.value, gradientNorm: descent.gradientNorm,
                validationLogLoss: loss)
            minimum.history.append(entry)
            progress(entry)
            if loss.map({ $0 < bestLoss }) ?? true {
                bestLoss = loss ?? bestLoss
                minimum.parameters = descent.parameters
                minimum.bestIteration = index
            } else if index - minimum.bestIteration >= patience {
                minimum.outcome = .stoppedEarly
                break
            }
            let excess = descent.gradientNorm * descent.gradientNorm / (2 * problem.strength)
            if excess <= tolerance * descent.value {
                minimum.outcome = .converged
                break
            }
            guard index < maximumIterations else { break }
            guard let step = descent.advance() else {
                // Rounding has the last word: no better point can be told from this one.
                minimum.outcome = .converged
                break
            }
            watched?.follow(step)
        }
        return minimum
    }
}
