/// Trains a new last layer for images with any number of labels on the fixed features of a frozen network.
///
/// Each label is a problem of its own: a logistic regression between the images with and without it, with a
/// strength, a temperature and a threshold of its own, because a common label bears a weaker penalty than a
/// rare one. (In the literature: binary relevance.) It is solved by `SoftmaxHeadTrainer` as a softmax over
/// two classes, which is then collapsed into one logit. Folds are dealt anew for each label, so that every
/// fold has its share of the images with it.
///
/// The bits of the result depend on the data, the options and the seed, never on the number of workers.
/// Source of binary relevance: Tsoumakas & Katakis, "Multi-label classification: an overview", 2007.
public struct MultilabelHeadTrainer: Hashable, Sendable {
    /// The wanted number of folds; see `StrengthSelection.crossValidation`.
    public var foldCount: Int

    /// The strengths to choose from for each label, in any order; see `SoftmaxHeadTrainer`.
    public var strengths: [Double]

    /// Decides which image goes to which fold.
    public var seed: UInt64

    /// How many pieces of work may be done at the same time.
    public var workerCount: Int

    /// The most steps of one fit.
    public var maximumIterations: Int

    /// Sets the options.
    ///
    /// - Precondition: All counts are positive, and there are at least 2 folds.
    public init(
        foldCount: Int = 5, strengths: [Double] = SoftmaxHeadTrainer.defaultStrengths, seed: UInt64 = 0,
        workerCount: Int = 1, maximumIterations: Int = 500
    ) {
        precondition(
            foldCount >= 2 && workerCount > 0 && maximumIterations > 0 && !strengths.isEmpty,
            "\(foldCount) folds, \(workerCount) workers, \(maximumIterations) iterations, "
                + "\(strengths.count) strengths: each must be positive, and folds at least 2")
        self.foldCount = foldCount
        self.strengths = strengths
        self.seed = seed
        self.workerCount = workerCount
        self.maximumIterations = maximumIterations
    }

    /// Trains a head.
    ///
    /// - Parameters:
    ///   - training: What to learn from; some images have each label, and some have not.
    ///   - progress: Called after each label.
    /// - Throws: `TrainingError.labelOfNoImage`, `.labelOfEveryImage` or `.invalidStrength`;
    ///   `CancellationError` soon after the current task was cancelled.
    public func fit(
        _ training: MultilabelFeatures, progress: @escaping @Sendable (FitProgress) -> Void = { _ in }
    ) async throws -> MultilabelHeadFit {
        try check(training)
        let prepared = SoftmaxHeadTrainer.Prepared(training.features)
        let labelCount = training.labelCount
        // Labels side by side keep the workers busier than the folds of one label, which wait for each other.
        let labelsAtOnce = min(workerCount, labelCount)
        let trainer = SoftmaxHeadTrainer(
            selection: .crossValidation(folds: foldCount), strengths: strengths, seed: seed,
            workerCount: (workerCount + labelsAtOnce - 1) / labelsAtOnce,
            maximumIterations: maximumIterations)
        let fits = try await mapInOrder(
            labelCount, workerCount: labelsAtOnce,
            completed: { progress(FitProgress(completed: $0, total: labelCount)) },
            { try await trainer.fit(training.question($0), prepared: prepared) })
        return MultilabelHeadFit(fits)
    }

    /// Refuses labels that every or no image has.
    private func check(_ training: MultilabelFeatures) throws(TrainingError) {
        let rows = training.imageRows.plainRows
        for label in 0..<training.labelCount {
            let presentCount = rows.count { training.labels[$0 * training.labelCount + label] }
            guard presentCount > 0 else { throw .labelOfNoImage(index: label) }
            guard presentCount < rows.count else { throw .labelOfEveryImage(index: label) }
        }
    }
}
