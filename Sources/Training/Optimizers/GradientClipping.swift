/// Keeps single batches from throwing the parameters far off.
///
/// The text form is `none`, `norm:limit=1` or `value:limit=0.5`; coded values are that text.
public enum GradientClipping: Hashable, Sendable, CustomStringConvertible {
    /// Gradients stay as they are.
    case none
    /// All gradients together are scaled so that their Euclidean norm is at most this.
    ///
    /// Source: Pascanu et al., section 3.2, <https://arxiv.org/abs/1211.5063>.
    case norm(Double)
    /// Each entry is moved into `−limit ... limit`.
    case value(Double)

    /// Reads the text form.
    ///
    /// - Throws: `SettingsError`.
    public init(parsing text: String) throws(SettingsError) {
        var settings = try SettingsText(text)
        switch settings.name {
        case "none": self = .none
        case "norm": self = .norm(try settings.number("limit", default: 1, .positive))
        case "value": self = .value(try settings.number("limit", default: 0.5, .positive))
        default:
            throw .unknownName(settings.name, of: "gradient clipping", known: ["none", "norm", "value"])
        }
        try settings.finish()
    }

    /// The text form.
    public var description: String {
        switch self {
        case .none: "none"
        case .norm(let limit): "norm:limit=" + SettingsText.number(limit)
        case .value(let limit): "value:limit=" + SettingsText.number(limit)
        }
    }

    /// What to multiply all gradients by, given their common norm; 1 unless clipping is by norm.
    ///
    /// It is `min(1, limit / (norm + 1e-6))`, as in PyTorch. A norm that is not finite gives 1, so that the
    /// bad gradient stays to be seen; the loop has to look at the norm anyway.
    public func factor(norm: Double) -> Float {
        guard case .norm(let limit) = self, norm.isFinite else { return 1 }
        return Float(min(1, limit / (norm + 1e-6)))
    }

    /// Moves each entry into the limits, if clipping is by value; NaN stays NaN.
    public func clip(_ gradient: inout MutableSpan<Float>) {
        guard case .value(let limit) = self else { return }
        let (lowest, highest) = (Float(-limit), Float(limit))
        for index in 0..<gradient.count {
            let value = gradient[index]
            let raised = value < lowest ? lowest : value
            gradient[index] = raised > highest ? highest : raised
        }
    }
}

extension GradientClipping: Codable {
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
