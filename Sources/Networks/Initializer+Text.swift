internal import Spelling

/// The text form is a name, and behind a colon a setting, which may be left out:
///
/// | name | values | setting |
/// |---|---|---|
/// | `he`, `he_normal` | `heNormal` | `fan=inputs` |
/// | `he_uniform` | `heUniform` | `fan=inputs` |
/// | `xavier`, `xavier_uniform` | `xavierUniform` | |
/// | `xavier_normal` | `xavierNormal` | |
/// | `normal` | `normal` | `std=0.01` |
/// | `constant` | `constant` | `value=0` |
extension Initializer: CustomStringConvertible {
    /// The names that the text form may begin with.
    public static let names = [
        "he", "he_normal", "he_uniform", "xavier", "xavier_normal", "xavier_uniform", "normal", "constant",
    ]

    /// The deviation of normal values where none is given: that of a last layer.
    static let usualDeviation = 0.01

    /// Reads the text form.
    ///
    /// - Throws: `InitializerError`.
    public init(parsing text: String) throws(InitializerError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        let setting = parts.count > 1 ? String(parts[1]) : nil
        switch name {
        case "he", "he_normal": self = .heNormal(try Self.fan(setting, of: name))
        case "he_uniform": self = .heUniform(try Self.fan(setting, of: name))
        case "xavier", "xavier_uniform", "xavier_normal":
            if let setting { throw .unknownSetting(setting, of: name, known: nil) }
            self = name == "xavier_normal" ? .xavierNormal : .xavierUniform
        case "normal":
            let deviation = try Self.number(setting, "std", of: name, default: Self.usualDeviation)
            guard deviation >= 0 else {
                throw .wrongValue(Self.shortest(deviation), setting: "std", expected: "at least 0")
            }
            self = .normal(standardDeviation: deviation)
        case "constant":
            self = .constant(try Self.number(setting, "value", of: name, default: 0))
        default:
            throw .unknownName(
                name, nearest: NearestName.find(name, among: Self.names), known: Self.names)
        }
    }

    private static func fan(_ setting: String?, of name: String) throws(InitializerError) -> FanMode {
        guard let text = try value(setting, "fan", of: name) else { return .inputs }
        guard let mode = FanMode(rawValue: text) else {
            let known = FanMode.allCases.map(\.rawValue).joined(separator: " or ")
            throw .wrongValue(text, setting: "fan", expected: known)
        }
        return mode
    }

    private static func number(
        _ setting: String?, _ key: String, of name: String, default usual: Double
    ) throws(InitializerError) -> Double {
        guard let text = try value(setting, key, of: name) else { return usual }
        guard let value = Double(text), value.isFinite else {
            throw .wrongValue(text, setting: key, expected: "a number")
        }
        return value
    }

    /// What stands behind `key=`; nil where no setting is given.
    private static func value(
        _ setting: String?, _ key: String, of name: String
    ) throws(InitializerError) -> String? {
        guard let setting else { return nil }
        let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0] == key else {
            throw .unknownSetting(setting, of: name, known: key)
        }
        return String(sides[1])
    }

    /// The text form with its setting, so that a record still says the same when a default changes.
    public var description: String {
        switch self {
        case .constant(let value): "constant:value=\(Self.shortest(value))"
        case .normal(let deviation): "normal:std=\(Self.shortest(deviation))"
        case .xavierUniform: "xavier_uniform"
        case .xavierNormal: "xavier_normal"
        case .heUniform(let mode): "he_uniform:fan=\(mode.rawValue)"
        case .heNormal(let mode): "he_normal:fan=\(mode.rawValue)"
        }
    }

    /// A number in the shortest form that reads back as the same one, without an idle fraction.
    private static func shortest(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
