public import Networks

/// Which loss trains a network, as people name it.
///
/// | text | for | |
/// |---|---|---|
/// | `cross-entropy` | binary, multiclass, multilabel | what they have if nothing is said |
/// | `focal:focus=2` | multiclass | images that are predicted well already count less |
/// | `mse` | regression | the squared error, what it has if nothing is said |
/// | `mae` | regression | the absolute error |
/// | `huber:delta=1` | regression | squared up to δ, then absolute |
///
/// Errors of unbounded regressions, and with them δ, are in standard deviations of the training values.
public enum LossSettings: Hashable, Sendable, CustomStringConvertible {
    /// The cross-entropy of the kind of problem.
    case crossEntropy
    /// The focal loss with this γ.
    case focal(focus: Double)
    /// A penalty on errors.
    case error(RegressionLoss.Penalty)

    /// The names that the text form may begin with.
    public static let names = ["cross-entropy", "focal", "mse", "mae", "huber"]

    /// What a kind of problem has if nothing is said.
    public init(_ kind: ProblemKind) {
        self = kind == .regression ? .error(.squared) : .crossEntropy
    }

    /// Which loss it is, without its label smoothing and weights.
    public init(_ loss: Loss) {
        switch loss {
        case .regression(let loss): self = .error(loss.penalty)
        case .multiclass(let loss) where loss.focus > 0: self = .focal(focus: loss.focus)
        case .binary, .multiclass, .multilabel: self = .crossEntropy
        }
    }

    /// Reads the text form.
    ///
    /// - Throws: `SettingsError`.
    public init(parsing text: String) throws(SettingsError) {
        var settings = try SettingsText(text)
        switch settings.name {
        case "cross-entropy": self = .crossEntropy
        case "focal": self = .focal(focus: try settings.number("focus", default: 2, .notNegative))
        case "mse": self = .error(.squared)
        case "mae": self = .error(.absolute)
        case "huber": self = .error(.huber(delta: try settings.number("delta", default: 1, .positive)))
        default: throw .unknownName(settings.name, of: "loss", known: Self.names)
        }
        try settings.finish()
    }

    /// The text form.
    public var description: String {
        switch self {
        case .crossEntropy: "cross-entropy"
        case .focal(let focus): "focal:focus=" + SettingsText.number(focus)
        case .error(.squared): "mse"
        case .error(.absolute): "mae"
        case .error(.huber(let delta)): "huber:delta=" + SettingsText.number(delta)
        }
    }

    /// The kinds of problem that the loss is for.
    public var kinds: Set<ProblemKind> {
        switch self {
        case .crossEntropy: [.binary, .multiclass, .multilabel]
        case .focal: [.multiclass]
        case .error: [.regression]
        }
    }

    /// The loss for a kind of problem, without weights.
    ///
    /// - Parameters:
    ///   - kind: One of `kinds`.
    ///   - labelSmoothing: In `0 ..< 1`; for binary and multiclass problems.
    ///   - isBounded: Whether the answers of a regression are in `0 ... 1`.
    /// - Returns: nil where the loss, or a smoothing other than 0, is not for this kind of problem.
    public func loss(for kind: ProblemKind, labelSmoothing: Double = 0, isBounded: Bool = false) -> Loss? {
        guard kinds.contains(kind) else { return nil }
        switch (self, kind) {
        case (.error(let penalty), _):
            return labelSmoothing == 0 ? .regression(RegressionLoss(penalty, isBounded: isBounded)) : nil
        case (.focal(let focus), _):
            return .multiclass(MulticlassLoss(labelSmoothing: labelSmoothing, focus: focus))
        case (.crossEntropy, .binary): return .binary(BinaryLoss(labelSmoothing: labelSmoothing))
        case (.crossEntropy, .multilabel):
            return labelSmoothing == 0 ? .multilabel(MultilabelLoss()) : nil
        case (.crossEntropy, _): return .multiclass(MulticlassLoss(labelSmoothing: labelSmoothing))
        }
    }
}
