/// Which optimizer trains a network, and how fast.
///
/// The text form is the name of a rule with settings, of which any may be left out:
///
/// | name | settings and what they are if left out |
/// |---|---|
/// | `sgd` | `lr=0.01,decay=0` |
/// | `momentum`, `nesterov` | `lr=0.01,decay=0,momentum=0.9` |
/// | `rmsprop` | `lr=0.001,decay=0,alpha=0.99,momentum=0,epsilon=1e-08` |
/// | `adam` | `lr=0.001,decay=0,beta1=0.9,beta2=0.999,epsilon=1e-08` |
/// | `adamw` | `lr=0.001,decay=0.01,beta1=0.9,beta2=0.999,epsilon=1e-08` |
///
/// `description` writes all of them, so that a record still says the same when a default changes. Coded
/// values are that text.
public struct OptimizerSettings: Hashable, Sendable, CustomStringConvertible {
    /// How a step changes the parameters.
    public let rule: UpdateRule

    /// η: the learning rate, which the schedule and the parameter's group multiply; positive.
    public let rate: Double

    /// λ: how strongly parameters are pulled to 0, where their group allows it; 0 for not at all.
    public let decay: Double

    /// Makes settings.
    ///
    /// - Precondition: All numbers are in their ranges: the rate and ε are positive, the decay is not
    ///   negative, and momentum, α and β are in `0 ..< 1`.
    public init(_ rule: UpdateRule, rate: Double, decay: Double = 0) {
        SettingRange.positive.require(rate, "lr")
        SettingRange.notNegative.require(decay, "decay")
        for (key, value, range) in rule.settings { range.require(value, key) }
        self.rule = rule
        self.rate = rate
        self.decay = decay
    }

    /// The names that the text form may begin with.
    public static let names = ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]

    /// Reads the text form.
    ///
    /// - Throws: `SettingsError`.
    public init(parsing text: String) throws(SettingsError) {
        var settings = try SettingsText(text)
        let isAdaptive = ["rmsprop", "adam", "adamw"].contains(settings.name)
        rate = try settings.number("lr", default: isAdaptive ? 0.001 : 0.01, .positive)
        decay = try settings.number("decay", default: settings.name == "adamw" ? 0.01 : 0, .notNegative)
        switch settings.name {
        case "sgd": rule = .sgd
        case "momentum": rule = .momentum(try settings.number("momentum", default: 0.9, .belowOne))
        case "nesterov": rule = .nesterov(try settings.number("momentum", default: 0.9, .belowOne))
        case "rmsprop":
            rule = .rmsprop(
                smoothing: try settings.number("alpha", default: 0.99, .belowOne),
                momentum: try settings.number("momentum", default: 0, .belowOne),
                epsilon: try settings.number("epsilon", default: 1e-8, .positive))
        case "adam", "adamw":
            let beta1 = try settings.number("beta1", default: 0.9, .belowOne)
            let beta2 = try settings.number("beta2", default: 0.999, .belowOne)
            let epsilon = try settings.number("epsilon", default: 1e-8, .positive)
            rule =
                settings.name == "adam"
                ? .adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
                : .adamw(beta1: beta1, beta2: beta2, epsilon: epsilon)
        default: throw .unknownName(settings.name, of: "optimizer", known: Self.names)
        }
        try settings.finish()
    }

    /// The text form with all settings.
    public var description: String {
        let settings = [("lr", rate), ("decay", decay)] + rule.settings.map { ($0.key, $0.value) }
        return rule.name + ":"
            + settings.map { "\($0.0)=\(SettingsText.number($0.1))" }.joined(separator: ",")
    }

    /// Changes a parameter by one step.
    ///
    /// - Parameters:
    ///   - parameter: Its elements.
    ///   - gradient: The derivative of the loss by each element.
    ///   - state: What earlier steps left for this parameter.
    ///   - group: What is different for this parameter.
    ///   - scheduleFactor: What the schedule multiplies the rate by in this step.
    ///   - step: The number of this step, from 1.
    ///   - gradientFactor: What every gradient is multiplied by first, as clipping by norm wants it.
    /// - Precondition: The counts agree.
    public func update(
        parameter: inout MutableSpan<Float>, gradient: Span<Float>, state: inout OptimizerState,
        group: ParameterGroup = .standard, scheduleFactor: Double = 1, step: Int, gradientFactor: Float = 1
    ) {
        rule.update(
            parameter: &parameter, gradient: gradient, state: &state,
            rate: rate * scheduleFactor * group.rateFactor, decay: group.decays ? decay : 0, step: step,
            gradientFactor: gradientFactor)
    }
}

extension OptimizerSettings: Codable {
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
