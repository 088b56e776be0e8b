/// Foretells from its first steps, once, whether the first epoch of a run fits into the time.
///
/// The step that it sees first is not counted: caches and memory are cold.
package struct StepForecast {
    private let budget: TimeBudget
    private let stepCount: Int
    private var first: Mark?
    private var begin: Mark?
    private var isMade = false

    /// How far an epoch is.
    private struct Mark {
        let steps: Int
        let elapsed: Double
    }

    /// The share of the time that is watched, and by which an epoch may exceed the limit.
    private static let tolerance = 0.1

    /// - Parameter stepCount: The number of steps in the epoch.
    package init(_ budget: TimeBudget, stepCount: Int) {
        self.budget = budget
        self.stepCount = stepCount
    }

    /// The number of steps that fit where not all do, finished ones included; nil where all do, before that can be told,
    /// and once it was.
    ///
    /// - Parameters:
    ///   - finished: The number of finished steps.
    ///   - elapsed: How long the run has taken so far, in seconds.
    package mutating func fittingSteps(finished: Int, elapsed: Double) -> Int? {
        let now = Mark(steps: finished, elapsed: elapsed)
        guard !isMade, let first else {
            first = first ?? now
            return nil
        }
        guard let begin else {
            if finished > first.steps { begin = now }
            return nil
        }
        let watched = elapsed - begin.elapsed
        let left = budget.seconds - elapsed
        guard finished > begin.steps, watched > 0, watched >= Self.tolerance * (left + watched) else {
            return nil
        }
        isMade = true
        let seconds = watched / Double(finished - begin.steps)
        guard Double(stepCount - finished) * seconds > left + Self.tolerance * budget.seconds else {
            return nil
        }
        return finished + Int(max(left, 0) / seconds)
    }
}
