/// Ends training when a watched number has stopped getting better, and remembers when it was best.
///
/// Source: Prechelt, "Early stopping – but when?", 1998.
public struct EarlyStopping: Hashable, Sendable, Codable {
    /// What to do after an epoch.
    public enum Decision: Hashable, Sendable {
        /// This epoch is the best so far: its weights are the ones to keep.
        case best
        /// Go on; so many more epochs may pass without a better one.
        case goOn(remaining: Int)
        /// Stop, and restore the weights of `bestEpoch`.
        case stop
    }

    /// How many epochs in a row may be no better before training ends, at least 1.
    public let patience: Int

    /// By how much a number has to be better to count, at least 0.
    public let minimumDelta: Double

    /// Which way is better.
    public let goal: Goal

    /// The best number so far; nil before the first finite one.
    public private(set) var best: Double?

    /// The epoch that it belongs to, from 0.
    public private(set) var bestEpoch: Int?

    /// How many epochs have been observed.
    public private(set) var epochCount = 0

    /// How many epochs in a row were no better.
    public private(set) var idleCount = 0

    /// Starts watching.
    ///
    /// - Precondition: `patience` is at least 1; `minimumDelta` is finite and not negative.
    public init(patience: Int = 10, minimumDelta: Double = 0, goal: Goal = .lower) {
        precondition(patience >= 1, "a patience of \(patience) epochs")
        SettingRange.notNegative.require(minimumDelta, "minimum delta")
        self.patience = patience
        self.minimumDelta = minimumDelta
        self.goal = goal
    }

    /// Whether training should have ended.
    public var hasStopped: Bool { idleCount >= patience }

    /// Takes the number of the next epoch into account; NaN and infinite ones are never better.
    public mutating func observe(_ value: Double) -> Decision {
        defer { epochCount += 1 }
        guard goal.beats(value, best, margin: minimumDelta) else {
            idleCount += 1
            return hasStopped ? .stop : .goOn(remaining: patience - idleCount)
        }
        best = value
        bestEpoch = epochCount
        idleCount = 0
        return .best
    }
}

extension EarlyStopping {
    private enum CodingKeys: CodingKey {
        case patience, minimumDelta, goal, best, bestEpoch, epochCount, idleCount
    }

    /// Reads what a checkpoint holds and refuses numbers that cannot come from watching.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        patience = try container.decode(Int.self, forKey: .patience)
        minimumDelta = try container.decode(Double.self, forKey: .minimumDelta)
        goal = try container.decode(Goal.self, forKey: .goal)
        best = try container.decodeIfPresent(Double.self, forKey: .best)
        bestEpoch = try container.decodeIfPresent(Int.self, forKey: .bestEpoch)
        epochCount = try container.decode(Int.self, forKey: .epochCount)
        idleCount = try container.decode(Int.self, forKey: .idleCount)
        let isSound =
            patience >= 1 && SettingRange.notNegative.contains(minimumDelta) && idleCount >= 0
            && idleCount <= epochCount && epochCount < Int.max
        try CodedFault.refuse(isSound ? nil : "early stopping after impossible epochs", decoder)
    }
}
