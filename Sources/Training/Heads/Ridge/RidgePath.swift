import Tensors

/// The walk along the strengths that chooses one for each output of a regression.
struct RidgePath: Sendable {
    /// The regression; its first `foldCount` parts are what each fold holds out, the others are never held
    /// out and only the final fit learns from them.
    let problem: RidgeProblem
    /// The number of folds.
    let foldCount: Int
    /// The root of the mean squared distance of a row from the mean row.
    let scale: Double
    /// How many folds may be worked on at the same time.
    let workerCount: Int

    /// The strengths that were chosen.
    struct Choice: Sendable {
        /// One strength for each output.
        var strengths: [Double]
        /// The strengths that were tried.
        var candidates: [RidgeHeadFit.Candidate] = []
        /// The predictions for the rows held out, fold by fold, at the chosen strength of each output.
        var predictions: [[Double]]
    }

    /// Tries the strengths from the strongest to the weakest.
    func choose(
        from strengths: [Double], values training: ValuedFeatures,
        progress: @Sendable (FitProgress) -> Void
    ) async throws -> Choice {
        let outputCount = training.outputCount
        let rows = problem.parts.prefix(foldCount).flatMap(\.self)
        var choice = Choice(
            strengths: .init(repeating: strengths[0], count: outputCount),
            predictions: .init(repeating: [], count: outputCount))
        var best = [(error: Double, number: Int)](repeating: (.infinity, 0), count: outputCount)
        for (number, strength) in strengths.enumerated() {
            let predictions = try await predictions(strength: strength)
            let errors = predictions.enumerated().map { output, predictions in
                let squares = zip(rows, predictions).reduce(0.0) { sum, entry in
                    let error = entry.1 - Double(training.values[entry.0 * outputCount + output])
                    return sum + error * error
                }
                return (squares / Double(rows.count)).squareRoot()
            }
            choice.candidates.append(.init(strength: strength, rootMeanSquaredErrors: errors))
            progress(FitProgress(completed: number + 1, total: strengths.count))
            for output in 0..<outputCount where errors[output] < best[output].error {
                best[output] = (errors[output], number)
                choice.strengths[output] = strength
                choice.predictions[output] = predictions[output]
            }
            if best.allSatisfy({ number - $0.number >= 2 }) { break }
        }
        return choice
    }

    /// The predictions of each output for the rows held out, fold by fold.
    private func predictions(strength: Double) async throws -> [[Double]] {
        let folds = try await mapInOrder(foldCount, workerCount: workerCount) { fold in
            let solution = try solution(
                parts: (0..<foldCount).filter { $0 != fold }, strength: strength)
            return solution.predictions(problem.data.features, rows: problem.parts[fold])
        }
        return (0..<problem.data.outputCount).map { output in folds.flatMap { $0[output] } }
    }

    /// The regression on some parts at a strength.
    private func solution(parts: [Int], strength: Double) throws -> RidgeSolution {
        let penalty = strength * scale * scale
        guard let solution = try problem.solution(parts: parts, penalty: penalty) else {
            throw TrainingError.vanishingStrength(strength)
        }
        return solution
    }

    /// The head that learned from all rows, each output at its strength.
    func head(strengths: [Double]) async throws -> LinearHead {
        let different = Set(strengths).sorted()
        let solutions = try await mapInOrder(different.count, workerCount: workerCount) {
            try solution(parts: Array(problem.parts.indices), strength: different[$0])
        }
        let heads = strengths.enumerated().compactMap { output, strength in
            different.firstIndex(of: strength).map { solutions[$0].head(output: output) }
        }
        return LinearHead(stacking: heads)
    }

    /// The predictions of the choice, image by image.
    func heldOut(_ choice: Choice, values training: ValuedFeatures) -> RidgeHeadFit.HeldOutPredictions {
        let outputCount = training.outputCount
        let rows = problem.parts.prefix(foldCount).flatMap(\.self)
        return RidgeHeadFit.HeldOutPredictions(
            images: rows.map { training.imageRows.images[$0] },
            values: rows.flatMap { training.values[$0 * outputCount..<($0 + 1) * outputCount] },
            predictions: rows.indices.flatMap { index in choice.predictions.map { $0[index] } })
    }
}
