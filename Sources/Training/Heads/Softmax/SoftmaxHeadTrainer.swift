import Tensors

/// Trains a new last layer on the fixed features of a frozen network.
///
/// This is multinomial logistic regression, so there is one best head and it is found, not approached: L-BFGS runs
/// until the loss is known to be within a relative 1e-7 of the least one. The function minimised is
///
///     mean over rows of −log softmax(W·x + b)[label]  +  strength / 2 · s² · ‖W‖²
///
/// with `s²` the mean squared distance of a training row from the mean row. Biases are not penalised. Thanks to
/// `s²` and the mean, a strength means the same for every backbone and every number of images. scikit-learn's
/// `LogisticRegression` finds the same head with `C = 1 / (strength · s² · N)`, N being the number of rows; for two
/// classes, where it keeps one row of weights instead of two opposite ones, with twice that.
///
/// The strength is chosen from `strengths` by the loss of held-out images. The path is walked from the strongest to
/// the weakest, each fit starting from the one before, and is left once two strengths in a row have done worse
/// than the best so far. Held-out images count with their plain view only, and the fits of the path learn from
/// plain views only, while the final fit learns from all. Measured on two sets of photographs with four views
/// each, all views on the path choose the same strength and cost two to three times the time.
///
/// The temperature is fitted on held-out logits of the chosen strength: those of the validation set if there is
/// one, else the out-of-fold ones.
///
/// If a validation set is given, its loss is also watched during the final fit, which then starts from zero and
/// ends when the loss has not improved for `patience` steps or the minimum is reached, whichever comes first; the
/// head of the step with the lowest validation loss is the result. With a well-chosen strength the two seldom
/// differ much, because the penalty already prevents what early stopping prevents.
///
/// The bits of the result depend on the data, the options and the seed, never on the number of workers.
/// Source of the minimiser: Liu & Nocedal, "On the limited memory BFGS method for large scale optimization", 1989.
public struct SoftmaxHeadTrainer: Hashable, Sendable {
    /// The path of strengths that is tried if none is set: a factor √10 apart.
    public static let defaultStrengths = [3.16e-2, 1e-2, 3.16e-3, 1e-3, 3.16e-4, 1e-4, 3.16e-5, 1e-5]

    /// The strength that is taken if it cannot be chosen because no class has two images.
    public static let fallbackStrength = 1e-3

    /// How the strength is chosen.
    public var selection: StrengthSelection

    /// The strengths to choose from, in any order.
    public var strengths: [Double]

    /// Decides which image goes to which fold.
    public var seed: UInt64

    /// How many folds may be fitted at the same time.
    public var workerCount: Int

    /// The most steps of one fit.
    public var maximumIterations: Int

    /// How many steps without a better validation loss end the final fit.
    public var patience: Int

    /// The share by which the loss of the final fit may exceed the least possible one.
    package var tolerance = 1e-7

    /// The same for the fits of the path, whose loss need not be known to many digits.
    package var pathTolerance = 1e-3

    /// Whether the fits of the path learn from all views or from plain ones.
    package var pathUsesAllViews = false

    /// Sets the options.
    ///
    /// - Precondition: All counts are positive, and cross-validation has at least 2 folds.
    public init(
        selection: StrengthSelection = .crossValidation(folds: 5), strengths: [Double] = defaultStrengths,
        seed: UInt64 = 0, workerCount: Int = 1, maximumIterations: Int = 500, patience: Int = 10
    ) {
        precondition(
            workerCount > 0 && maximumIterations > 0 && patience > 0 && !strengths.isEmpty,
            "\(workerCount) workers, \(maximumIterations) iterations, patience \(patience), "
                + "\(strengths.count) strengths: each must be positive")
        if case .crossValidation(let folds) = selection {
            precondition(folds >= 2, "cross-validation needs at least 2 folds, not \(folds)")
        }
        self.selection = selection
        self.strengths = strengths
        self.seed = seed
        self.workerCount = workerCount
        self.maximumIterations = maximumIterations
        self.patience = patience
    }

    /// Trains a head.
    ///
    /// - Parameters:
    ///   - training: What to learn from; every class has at least one image.
    ///   - validation: Images to watch; only their plain views count.
    ///   - progress: Called after each strength and each step of the final fit.
    /// - Throws: `TrainingError.classWithoutImages`, `.invalidStrength`, `.missingValidation`, `.emptyValidation` or
    ///   `.validationMismatch`; `CancellationError` soon after the current task was cancelled.
    public func fit(
        _ training: LabelledFeatures, validation: LabelledFeatures? = nil,
        progress: @escaping @Sendable (HeadProgress) -> Void = { _ in }
    ) async throws -> HeadFit {
        try await fit(
            training, validation: validation, prepared: Prepared(training.features), progress: progress)
    }

    /// Features ready for training, which problems with the same images share.
    struct Prepared: Sendable {
        /// The change of variables.
        let scaling: FeatureScaling
        /// Scaled features, `[N, D + 1]`.
        let features: PackedMatrix

        init(_ features: Tensor<Float>) {
            scaling = FeatureScaling(features)
            self.features = scaling.pack(features)
        }
    }

    /// The same with features that are prepared already.
    func fit(
        _ training: LabelledFeatures, validation: LabelledFeatures? = nil, prepared: Prepared,
        progress: @escaping @Sendable (HeadProgress) -> Void = { _ in }
    ) async throws -> HeadFit {
        try check(training, validation: validation)
        let (scaling, features) = (prepared.scaling, prepared.features)
        let watched = validation.map { set in
            WatchedLoss.Set(
                features: scaling.pack(set.features), rows: set.plainRows,
                labels: set.plainRows.map { set.labels[$0] })
        }
        let path = StrengthPath(
            trainer: self, training: training, features: features, watched: watched, progress: progress)
        let choice = try await path.choose()

        var minimiser = HeadMinimiser(maximumIterations: maximumIterations, tolerance: tolerance)
        minimiser.patience = patience
        let problem = path.problem(rows: Array(0..<training.rowCount), strength: choice.strength)
        let start = watched == nil ? choice.start : nil
        let minimum = try minimiser.minimise(
            problem, from: start ?? path.zero, watching: watched, progress: { progress(.iteration($0)) })

        let classCount = training.classCount
        let outOfFold = try choice.outOfFold?.predictions(classCount: classCount)
        var heldOut = outOfFold
        if let validation, let watched {
            let evidence = StrengthPath.Evidence(
                images: watched.rows.map { validation.images[$0] }, labels: watched.labels,
                logits: watched.logits(minimum.parameters))
            heldOut = try evidence.predictions(classCount: classCount)
        }
        return HeadFit(
            head: scaling.unscale(minimum.parameters), strength: choice.strength,
            temperature: heldOut?.temperature ?? 1, candidates: choice.candidates, heldOut: heldOut,
            outOfFold: outOfFold, history: minimum.history, bestIteration: minimum.bestIteration,
            outcome: minimum.outcome)
    }

    /// Refuses data and options that cannot be trained with.
    func check(_ training: LabelledFeatures, validation: LabelledFeatures? = nil) throws(TrainingError) {
        var seen = [Bool](repeating: false, count: training.classCount)
        for label in training.labels { seen[label] = true }
        if let missing = seen.firstIndex(of: false) { throw .classWithoutImages(index: missing) }

        var candidates = strengths
        if case .fixed(let strength) = selection { candidates = [strength] }
        for strength in candidates where !(strength > 0 && strength.isFinite) {
            throw .invalidStrength(strength)
        }
        guard let validation else {
            if selection == .validation { throw .missingValidation }
            return
        }
        guard validation.rowCount > 0 else { throw .emptyValidation }
        guard
            validation.featureCount == training.featureCount, validation.classCount == training.classCount
        else {
            throw .validationMismatch(
                featureCount: validation.featureCount, classCount: validation.classCount,
                expectedFeatures: training.featureCount, expectedClasses: training.classCount)
        }
    }
}
