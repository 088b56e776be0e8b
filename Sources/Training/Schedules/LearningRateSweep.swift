import Glibc

/// The rates that a learning-rate finder tries, one for each step: from the lowest to the highest by equal
/// factors.
///
/// Source: Smith, section 3.3, <https://arxiv.org/abs/1506.01186>.
public struct LearningRateSweep: Hashable, Sendable, Encodable {
    /// The first rate.
    public let lowest: Double
    /// The last rate.
    public let highest: Double
    /// The number of steps, at least 2.
    public let stepCount: Int

    /// Makes a plan.
    ///
    /// - Precondition: `0 < lowest < highest`, and there are at least 2 steps.
    public init(lowest: Double = 1e-7, highest: Double = 1, stepCount: Int = 100) {
        precondition(
            lowest > 0 && lowest < highest && highest.isFinite && stepCount >= 2,
            "no sweep of \(stepCount) rates from \(lowest) to \(highest)")
        self.lowest = lowest
        self.highest = highest
        self.stepCount = stepCount
    }

    /// The rate of a step.
    ///
    /// - Precondition: `step` is in `0 ..< stepCount`.
    public func rate(step: Int) -> Double {
        precondition((0..<stepCount).contains(step), "no step \(step) in a sweep of \(stepCount)")
        return lowest * pow(highest / lowest, Double(step) / Double(stepCount - 1))
    }

    /// All rates.
    public var rates: [Double] { (0..<stepCount).map { rate(step: $0) } }
}
