extension LearningRateSchedule: CustomStringConvertible {
    /// The names that the text form may begin with.
    public static let names = ["constant", "step", "cosine", "onecycle", "plateau", "warmup"]

    /// Reads the text form.
    ///
    /// - Throws: `SettingsError`.
    public init(parsing text: String) throws(SettingsError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var settings = try SettingsText(parts.first ?? "")
        switch settings.name {
        case "constant": self = .constant
        case "step":
            self = .step(
                every: try settings.length("every", default: .percent(30)),
                factor: try settings.number("factor", default: 0.1, .factor))
        case "cosine": self = .cosine(final: try settings.number("final", default: 0, .share))
        case "onecycle":
            self = .oneCycle(
                peak: try settings.length("peak", default: .percent(30)),
                start: try settings.number("start", default: 25, .atLeastOne),
                final: try settings.number("final", default: 1e4, .atLeastOne))
        case "plateau": self = .plateau(try ReduceOnPlateau.Settings(taking: &settings))
        case "warmup":
            let length = try settings.length("length", default: .percent(5))
            let start = try settings.number("start", default: 0.01, .share)
            let then = parts.count > 1 ? try Self(parsing: String(parts[1])) : .constant
            self = .warmUp(length: length, start: start, then: then)
        default: throw .unknownName(settings.name, of: "schedule", known: Self.names)
        }
        try settings.finish()
        if parts.count > 1, settings.name != "warmup" {
            throw .notASetting("/" + parts[1], of: settings.name)
        }
    }

    /// The text form with all settings.
    public var description: String {
        switch self {
        case .constant: "constant"
        case .step(let every, let factor): "step:every=\(every),factor=\(SettingsText.number(factor))"
        case .cosine(let final): "cosine:final=\(SettingsText.number(final))"
        case .oneCycle(let peak, let start, let final):
            "onecycle:peak=\(peak),start=\(SettingsText.number(start)),final=\(SettingsText.number(final))"
        case .plateau(let settings): "plateau:\(settings)"
        case .warmUp(let length, let start, let then):
            "warmup:length=\(length),start=\(SettingsText.number(start))/\(then)"
        }
    }
}

extension LearningRateSchedule: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        self = try SettingsText.decode(decoder) { text throws(SettingsError) in try Self(parsing: text) }
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
