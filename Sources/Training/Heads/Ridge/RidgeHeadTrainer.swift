import Tensors

/// Trains a new last layer that predicts numbers on the fixed features of a frozen network.
///
/// This is ridge regression, solved exactly. For each output the function minimised is
///
///     mean over rows of (value − w·x − b)²  +  strength · s² · ‖w‖²
///
/// with `s²` the mean squared distance of a training row from the mean row. In other words: features are
/// measured from their mean and divided by one common scale `s`, values are measured from their mean, and the
/// bias is not penalised. A strength means the same for every backbone, every number of images and every unit
/// of the values. The features are not divided by a scale each, so one that hardly varies does not gain
/// weight by it; the other heads treat them alike. scikit-learn's `Ridge` finds the same head with
/// `alpha = strength · s² · N`, N being the number of rows.
///
/// The strength of each output is chosen by grouped cross-validation, because one kind of number may be easy
/// to predict where another is not; outputs share all factorisations, so choosing one for each costs nothing
/// more. The path is walked from the strongest to the weakest and is left once every output has done worse
/// than its best for two strengths in a row. As in `SoftmaxHeadTrainer`, the path learns from plain views and
/// the final fit from all.
///
/// Memory beside the features: one triangle of doubles for each fold and each worker, 6.6 MB at 1,280
/// features.
///
/// The bits of the result depend on the data, the options and the seed, never on the number of workers.
/// Source: Hoerl & Kennard, "Ridge regression: biased estimation for nonorthogonal problems", 1970.
public struct RidgeHeadTrainer: Hashable, Sendable {
    /// The path of strengths that is tried if none is set: a factor √10 apart.
    public static let defaultStrengths = [
        1, 3.16e-1, 1e-1, 3.16e-2, 1e-2, 3.16e-3, 1e-3, 3.16e-4, 1e-4, 3.16e-5, 1e-5,
    ]

    /// The strength that is taken if there are several to choose from and there are not two groups to hold
    /// out.
    public static let fallbackStrength = 1e-2

    /// The wanted number of folds; there are fewer where there are fewer groups.
    public var foldCount: Int

    /// The strengths to choose from, in any order.
    public var strengths: [Double]

    /// Decides which image goes to which fold.
    public var seed: UInt64

    /// How many folds may be worked on at the same time.
    public var workerCount: Int

    /// Sets the options.
    ///
    /// - Precondition: All counts are positive, and there are at least 2 folds.
    public init(
        foldCount: Int = 5, strengths: [Double] = defaultStrengths, seed: UInt64 = 0, workerCount: Int = 1
    ) {
        precondition(
            foldCount >= 2 && workerCount > 0 && !strengths.isEmpty,
            "\(foldCount) folds, \(workerCount) workers, \(strengths.count) strengths: each must be positive, "
                + "and folds at least 2")
        self.foldCount = foldCount
        self.strengths = strengths
        self.seed = seed
        self.workerCount = workerCount
    }

    /// Trains a head.
    ///
    /// - Parameters:
    ///   - training: What to learn from; at least one image.
    ///   - progress: Called after each strength.
    /// - Throws: `TrainingError.noImages`, `.invalidStrength` or `.vanishingStrength`; `CancellationError` soon
    ///   after the current task was cancelled.
    public func fit(
        _ training: ValuedFeatures, progress: @escaping @Sendable (FitProgress) -> Void = { _ in }
    ) async throws -> RidgeHeadFit {
        guard training.rowCount > 0 else { throw TrainingError.noImages }
        for strength in strengths where !(strength > 0 && strength.isFinite) {
            throw TrainingError.invalidStrength(strength)
        }
        let scaling = FeatureScaling(training.features)
        let folds = GroupedFolds(training.imageRows, count: foldCount, seed: seed).folds
        let problem = try await RidgeProblem(
            CentredData(training, featureMean: scaling.mean), parts: Self.parts(training, folds: folds),
            workerCount: workerCount)
        let path = RidgePath(
            problem: problem, foldCount: folds.count, scale: scaling.scale, workerCount: workerCount)
        let sorted = strengths.sorted(by: >)
        guard !folds.isEmpty else {
            let strength = sorted.count == 1 ? sorted[0] : Self.fallbackStrength
            let chosen = [Double](repeating: strength, count: training.outputCount)
            return RidgeHeadFit(
                head: try await path.head(strengths: chosen), strengths: chosen, candidates: [],
                outOfFold: nil)
        }
        let choice = try await path.choose(from: sorted, values: training, progress: progress)
        return RidgeHeadFit(
            head: try await path.head(strengths: choice.strengths), strengths: choice.strengths,
            candidates: choice.candidates,
            outOfFold: path.heldOut(choice, values: training))
    }

    /// Cuts the rows into the plain views of each fold, and behind them all that no fold holds out: the other
    /// views of each fold, so that their sums are as many pieces of work.
    private static func parts(_ training: ValuedFeatures, folds: [GroupedFolds.Fold]) -> [[Int]] {
        guard !folds.isEmpty else { return [Array(0..<training.rowCount)] }
        var foldOfImage: [Int: Int] = [:]
        for (fold, part) in folds.enumerated() {
            for row in part.heldOutRows { foldOfImage[training.imageRows.images[row]] = fold }
        }
        let plain = Set(training.imageRows.plainRows)
        var others = [[Int]](repeating: [], count: folds.count)
        for row in 0..<training.rowCount where !plain.contains(row) {
            others[foldOfImage[training.imageRows.images[row]] ?? 0].append(row)
        }
        return folds.map(\.heldOutRows) + others.filter { !$0.isEmpty }
    }
}
