/// Lowers the learning rate when a watched number has stopped getting better.
///
/// After more than `patience` epochs in a row without a better number the factor is multiplied by
/// `settings.factor`, but not below `settings.floor`; the next `cooldown` epochs do not count as bad ones. A
/// number is better if it differs from the best by more than `threshold` times the size of the best. The rule
/// is that of PyTorch's `ReduceLROnPlateau` with a relative threshold.
public struct ReduceOnPlateau: Hashable, Sendable, Codable {
    /// What the rule goes by.
    public struct Settings: Hashable, Sendable {
        /// What the rate is multiplied by, above 0 and at most 1.
        public let factor: Double
        /// How many epochs in a row may be no better, at least 0.
        public let patience: Int
        /// By how much a number has to be better, relative to the best; at least 0.
        public let threshold: Double
        /// How many epochs after a reduction do not count, at least 0.
        public let cooldown: Int
        /// The lowest factor, in `0 ... 1`.
        public let floor: Double

        /// Makes settings.
        ///
        /// - Precondition: All numbers are in their ranges.
        public init(
            factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4, cooldown: Int = 0,
            floor: Double = 0
        ) {
            SettingRange.factor.require(factor, "factor")
            SettingRange.notNegative.require(Double(patience), "patience")
            SettingRange.notNegative.require(threshold, "threshold")
            SettingRange.notNegative.require(Double(cooldown), "cooldown")
            SettingRange.share.require(floor, "floor")
            self.factor = factor
            self.patience = patience
            self.threshold = threshold
            self.cooldown = cooldown
            self.floor = floor
        }
    }

    /// What the rule goes by.
    public let settings: Settings

    /// Which way the watched number is better.
    public let goal: Goal

    /// What the rate is multiplied by now.
    public private(set) var factor = 1.0

    private var best: Double?
    private var idleCount = 0
    private var cooldownLeft = 0

    /// Starts with the factor 1.
    public init(_ settings: Settings = Settings(), goal: Goal = .lower) {
        self.settings = settings
        self.goal = goal
    }

    /// Takes the number of the next epoch into account; NaN and infinite ones are never better.
    ///
    /// - Returns: Whether the factor was lowered.
    public mutating func observe(_ value: Double) -> Bool {
        if goal.beats(value, best, margin: settings.threshold * abs(best ?? 0)) {
            best = value
            idleCount = 0
        } else {
            idleCount += 1
        }
        if cooldownLeft > 0 {
            cooldownLeft -= 1
            idleCount = 0
        }
        guard idleCount > settings.patience else { return false }
        idleCount = 0
        cooldownLeft = settings.cooldown
        let lowered = max(factor * settings.factor, settings.floor)
        defer { factor = min(factor, lowered) }
        return lowered < factor
    }
}

extension ReduceOnPlateau.Settings: CustomStringConvertible {
    /// Takes the settings from a text.
    init(taking settings: inout SettingsText) throws(SettingsError) {
        factor = try settings.number("factor", default: 0.1, .factor)
        patience = try settings.wholeNumber("patience", default: 10, least: 0)
        threshold = try settings.number("threshold", default: 1e-4, .notNegative)
        cooldown = try settings.wholeNumber("cooldown", default: 0, least: 0)
        floor = try settings.number("floor", default: 0, .share)
    }

    /// The settings as they stand in the text form of a schedule.
    public var description: String {
        "factor=\(SettingsText.number(factor)),patience=\(patience)"
            + ",threshold=\(SettingsText.number(threshold)),cooldown=\(cooldown)"
            + ",floor=\(SettingsText.number(floor))"
    }
}

extension ReduceOnPlateau.Settings: Codable {
    /// Reads the text form of a schedule.
    public init(from decoder: any Decoder) throws {
        self = try SettingsText.decode(decoder) { text throws(SettingsError) in
            var settings = try SettingsText(text)
            guard settings.name == "plateau" else {
                throw .unknownName(settings.name, of: "schedule after epochs", known: ["plateau"])
            }
            let value = try Self(taking: &settings)
            try settings.finish()
            return value
        }
    }

    /// Writes the text form of a schedule.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("plateau:\(self)")
    }
}

extension ReduceOnPlateau {
    private enum CodingKeys: CodingKey {
        case settings, goal, factor, best, idleCount, cooldownLeft
    }

    /// Reads what a checkpoint holds and refuses numbers that cannot come from watching.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        settings = try container.decode(Settings.self, forKey: .settings)
        goal = try container.decode(Goal.self, forKey: .goal)
        factor = try container.decode(Double.self, forKey: .factor)
        best = try container.decodeIfPresent(Double.self, forKey: .best)
        idleCount = try container.decode(Int.self, forKey: .idleCount)
        cooldownLeft = try container.decode(Int.self, forKey: .cooldownLeft)
        let isSound =
            SettingRange.share.contains(factor) && idleCount >= 0 && idleCount <= settings.patience
            && cooldownLeft >= 0 && cooldownLeft <= settings.cooldown
        try CodedFault.refuse(isSound ? nil : "a plateau after impossible epochs", decoder)
    }
}
