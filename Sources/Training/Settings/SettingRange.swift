/// Which numbers a setting may have.
enum SettingRange: String {
    case positive = "greater than 0"
    case notNegative = "at least 0"
    case belowOne = "at least 0 and less than 1"
    case share = "from 0 to 1"
    case percent = "from 0 to 100"
    case factor = "greater than 0 and at most 1"
    case atLeastOne = "at least 1"

    /// Whether a number is one of them; infinite numbers and NaN never are.
    func contains(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        return switch self {
        case .positive: value > 0
        case .notNegative: value >= 0
        case .belowOne: value >= 0 && value < 1
        case .share: value >= 0 && value <= 1
        case .percent: value >= 0 && value <= 100
        case .factor: value > 0 && value <= 1
        case .atLeastOne: value >= 1
        }
    }

    /// - Throws: `SettingsError.outOfRange`.
    func check(_ value: Double, key: String) throws(SettingsError) {
        guard contains(value) else { throw .outOfRange(key: key, value: value, allowed: rawValue) }
    }

    /// Traps if a number in our own code is not allowed.
    func require(_ value: Double, _ name: String) {
        precondition(contains(value), "\(name) is \(value), but has to be \(rawValue)")
    }
}
