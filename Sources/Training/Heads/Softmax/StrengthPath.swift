import Metrics

/// The walk along the path of strengths that chooses one of them.
struct StrengthPath: Sendable {
    let trainer: SoftmaxHeadTrainer
    let training: LabelledFeatures
    /// Scaled features, `[N, D + 1]`.
    let features: PackedMatrix
    let watched: WatchedLoss.Set?
    let progress: @Sendable (HeadProgress) -> Void

    /// Logits of images that were not trained on.
    struct Evidence: Sendable {
        var images: [Int]
        var labels: [Int]
        /// `[M, K]` in row-major order.
        var logits: [Double]

        /// The predictions at the temperature that suits these images best.
        func predictions(classCount: Int) throws(MetricsError) -> HeadFit.HeldOutPredictions {
            let temperature = TemperatureFit.temperature(
                logits: logits, labels: labels, classCount: classCount)
            let values = Softmax.probabilities(logits, classCount: classCount, temperature: temperature)
            return HeadFit.HeldOutPredictions(
                images: images, labels: labels,
                probabilities: try ProbabilityTable(classCount: classCount, values: values),
                temperature: temperature)
        }
    }

    /// The strength that was chosen.
    struct Choice: Sendable {
        var strength: Double
        var candidates: [HeadFit.Candidate] = []
        /// The logits at this strength of training images held out; nil if there was no cross-validation.
        var outOfFold: Evidence?
        /// Parameters near the minimum for all images.
        var start: PackedMatrix?
    }

    /// One model of the path: what it learns from and what it is scored on.
    private struct Part: Sendable {
        let trainingRows: [Int]
        let scored: WatchedLoss.Set
    }

    /// Parameters of zero.
    var zero: PackedMatrix {
        PackedMatrix(rowCount: training.classCount, columnCount: features.columnCount)
    }

    /// The problem of learning from some rows.
    func problem(rows: [Int], strength: Double) -> HeadProblem {
        HeadProblem(
            features: features, rows: rows, labels: rows.map { training.labels[$0] },
            classCount: training.classCount, strength: strength)
    }

    /// Chooses the strength as the trainer's options say.
    func choose() async throws -> Choice {
        switch trainer.selection {
        case .fixed(let strength):
            return Choice(strength: strength)
        case .validation:
            guard let watched else { throw TrainingError.missingValidation }
            let rows = trainer.pathUsesAllViews ? Array(0..<training.rowCount) : training.plainRows.sorted()
            return try await walk([Part(trainingRows: rows, scored: watched)])
        case .crossValidation(let count):
            let plain = Set(training.plainRows)
            let folds = GroupedFolds(training, count: count, seed: trainer.seed).folds
            guard !folds.isEmpty else { return Choice(strength: SoftmaxHeadTrainer.fallbackStrength) }
            let parts = folds.map { fold in
                Part(
                    trainingRows: trainer.pathUsesAllViews
                        ? fold.trainingRows : fold.trainingRows.filter(plain.contains),
                    scored: .init(
                        features: features, rows: fold.heldOutRows,
                        labels: fold.heldOutRows.map { training.labels[$0] }))
            }
            return try await walk(
                parts, images: folds.flatMap { fold in fold.heldOutRows.map { training.images[$0] } })
        }
    }

    /// Tries the strengths from the strongest to the weakest, each part starting from its last parameters.
    ///
    /// - Parameters:
    ///   - parts: The models to fit at each strength.
    ///   - images: The identities of the training images that are scored; nil if the scored images are others.
    private func walk(_ parts: [Part], images: [Int]? = nil) async throws -> Choice {
        let strengths = trainer.strengths.sorted(by: >)
        let minimiser = HeadMinimiser(
            maximumIterations: trainer.maximumIterations, tolerance: trainer.pathTolerance)
        let labels = parts.flatMap(\.scored.labels)
        var models = parts.map { _ in zero }
        var choice = Choice(strength: strengths[0])
        var bestLoss = Double.infinity
        var bestNumber = 0
        for (number, strength) in strengths.enumerated() {
            let starts = models
            let results = try await mapInOrder(parts.count, workerCount: trainer.workerCount) { index in
                let part = parts[index]
                let fitted = try minimiser.minimise(
                    problem(rows: part.trainingRows, strength: strength), from: starts[index])
                return (fitted.parameters, part.scored.logits(fitted.parameters))
            }
            models = results.map(\.0)
            let logits = results.flatMap(\.1)
            let candidate = score(logits, labels: labels, strength: strength)
            choice.candidates.append(candidate)
            progress(.candidate(candidate, number: number + 1, total: strengths.count))
            if candidate.logLoss < bestLoss {
                bestLoss = candidate.logLoss
                bestNumber = number
                choice.strength = strength
                choice.start = mean(models)
                choice.outOfFold = images.map { Evidence(images: $0, labels: labels, logits: logits) }
            } else if number - bestNumber >= 2 {
                break
            }
        }
        return choice
    }

    private func score(_ logits: [Double], labels: [Int], strength: Double) -> HeadFit.Candidate {
        let classCount = training.classCount
        var correct = 0
        for (row, label) in labels.enumerated() {
            let entries = logits[row * classCount..<(row + 1) * classCount]
            if entries.firstIndex(of: entries.max() ?? 0) == entries.startIndex + label { correct += 1 }
        }
        return HeadFit.Candidate(
            strength: strength,
            logLoss: Softmax.meanLogLoss(logits, labels: labels, classCount: classCount),
            accuracy: Double(correct) / Double(labels.count))
    }

    /// The mean of the folds' parameters, a good start for the fit to all images.
    private func mean(_ models: [PackedMatrix]) -> PackedMatrix {
        var sum = zero
        for model in models { sum.add(model, times: 1 / Float(models.count)) }
        return sum
    }
}
