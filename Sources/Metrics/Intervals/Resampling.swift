/// What every bootstrap does with its images: draw as many as there are, with replacement, and leave out groups of
/// them in turn.
///
/// It runs on one thread, so that its bits depend on the seed alone.
///
/// Source: Efron & Tibshirani, "An introduction to the bootstrap", 1993, chapters 6 and 14.
struct Resampling {
    /// The largest number of groups that are left out in turn; more say little more about the acceleration.
    private static let groupLimit = 200

    /// The number of images, N.
    private let rowCount: Int
    private var random: ResamplingGenerator

    init(rowCount: Int, seed: UInt64) {
        self.rowCount = rowCount
        random = ResamplingGenerator(seed: seed)
    }

    /// What resampling tells about each of several scores; `nil` for one that is not defined for the images
    /// themselves, or in a tenth of the resamples.
    ///
    /// - Parameters:
    ///   - resampleCount: The number of resamples.
    ///   - scores: The scores of images that count as often as the weights say, `[N]`, always in one order.
    /// - Precondition: The number of resamples is positive.
    mutating func distributions(
        resampleCount: Int, scores: (_ weights: [Int32]) -> [Double?]
    ) -> [BootstrapDistribution?] {
        precondition(resampleCount > 0, "\(resampleCount) resamples")
        let estimates = scores([Int32](repeating: 1, count: rowCount))
        let replicates = (0..<resampleCount).map { _ in scores(resample()) }
        let jackknife = leaveOneGroupOut(scores)
        return estimates.enumerated().map { index, estimate in
            let values = replicates.compactMap { Self.finite($0[index]) }
            guard let estimate = Self.finite(estimate), values.count * 10 > resampleCount * 9 else {
                return nil
            }
            return BootstrapDistribution(
                estimate: estimate, replicates: values,
                jackknife: jackknife.compactMap { Self.finite($0[index]) })
        }
    }

    /// The same by metric; those that too few resamples define are left out.
    mutating func distributions<Metric: Hashable>(
        of metrics: Set<Metric>, resampleCount: Int, scores: (_ weights: [Int32]) -> (Metric) -> Double?
    ) -> [Metric: BootstrapDistribution] {
        let metrics = Array(metrics)
        let found = distributions(resampleCount: resampleCount) { weights in
            metrics.map(scores(weights))
        }
        return Dictionary(uniqueKeysWithValues: zip(metrics, found)).compactMapValues { $0 }
    }

    private static func finite(_ value: Double?) -> Double? {
        value.flatMap { $0.isFinite ? $0 : nil }
    }

    /// How often each image is drawn when as many are drawn as there are.
    private mutating func resample() -> [Int32] {
        var weights = [Int32](repeating: 0, count: rowCount)
        for _ in 0..<rowCount { weights[random.index(below: rowCount)] &+= 1 }
        return weights
    }

    /// The scores without each group. Groups are random: images that come sorted by class would otherwise be
    /// spread evenly, and the groups be more alike than chance makes them.
    private mutating func leaveOneGroupOut(_ scores: ([Int32]) -> [Double?]) -> [[Double?]] {
        let count = rowCount
        guard count > 1 else { return [] }
        let groupCount = min(count, Self.groupLimit)
        let order = random.permutation(count)
        return (0..<groupCount).map { group in
            var weights = [Int32](repeating: 1, count: count)
            for row in order[group * count / groupCount..<(group + 1) * count / groupCount] {
                weights[row] = 0
            }
            return scores(weights)
        }
    }
}
