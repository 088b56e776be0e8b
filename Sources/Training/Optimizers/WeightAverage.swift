/// An exponential moving average of weights: often a better model than the last weights themselves.
///
/// After update t, counted from 0, the average is `d·average + (1 − d)·weights`. While warming up, d is
/// `min(decay, (1 + t)/(10 + t))`, so that a young average forgets the weights that training began with; else
/// it is `decay` throughout. The average starts as a copy of the weights.
///
/// Source: Polyak & Juditsky, "Acceleration of stochastic approximation by averaging", 1992.
public struct WeightAverage: Hashable, Sendable, Codable {
    /// How much of the average an update keeps in the long run, in `0 ..< 1`.
    public let decay: Double

    /// Whether the first updates keep less.
    public let warmsUp: Bool

    /// Makes the settings of an average.
    ///
    /// - Precondition: `decay` is in `0 ..< 1`.
    public init(decay: Double = 0.999, warmsUp: Bool = true) {
        SettingRange.belowOne.require(decay, "decay of the weight average")
        self.decay = decay
        self.warmsUp = warmsUp
    }

    /// How much of the average an update keeps; `update` counts from 0.
    public func decay(update: Int) -> Double {
        precondition(update >= 0, "update \(update): updates count from 0")
        return warmsUp ? min(decay, Double(1 + update) / Double(10 + update)) : decay
    }

    /// Moves an average towards the weights, each element for itself.
    ///
    /// - Parameters:
    ///   - average: The average so far.
    ///   - weights: The weights after a step.
    ///   - update: The number of this update, from 0.
    /// - Precondition: The counts agree.
    public func update(average: inout MutableSpan<Float>, weights: Span<Float>, update: Int) {
        let count = average.count
        precondition(weights.count == count, "\(weights.count) weights for an average of \(count)")
        let gain = Float(1 - decay(update: update))
        for index in 0..<count { average[index] += gain * (weights[index] - average[index]) }
    }
}

extension WeightAverage {
    private enum CodingKeys: CodingKey {
        case decay, warmsUp
    }

    /// Reads the settings and refuses a decay out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        decay = try container.decode(Double.self, forKey: .decay)
        warmsUp = try container.decode(Bool.self, forKey: .warmsUp)
        let isSound = SettingRange.belowOne.contains(decay)
        try CodedFault.refuse(isSound ? nil : "a decay of \(decay) is not in 0 ..< 1", decoder)
    }
}
