/// How a step changes a parameter, given its gradient.
///
/// In all rules g is the gradient, p the parameter, η the rate and λ the decay. The formulas are those of
/// PyTorch's `torch.optim`, so that settings found there can be used here.
public enum UpdateRule: Hashable, Sendable {
    /// Gradient descent: `p ← p − η·(g + λ·p)`.
    case sgd
    /// With a velocity that keeps the share μ of itself: `v ← μ·v + g + λ·p`, `p ← p − η·v`.
    ///
    /// Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    case momentum(Double)
    /// The same with a look ahead: `p ← p − η·(g + λ·p + μ·v)`.
    ///
    /// Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013.
    case nesterov(Double)
    /// Steps divided by the size that gradients had lately: with `h = g + λ·p`, `s ← α·s + (1 − α)·h²`,
    /// `v ← μ·v + h / (√s + ε)`, `p ← p − η·v`, where α is `smoothing` and μ is `momentum`.
    ///
    /// Source: Tieleman & Hinton, "Neural networks for machine learning", lecture 6.5, 2012.
    case rmsprop(smoothing: Double, momentum: Double, epsilon: Double)
    /// Running means of gradient and squared gradient, corrected for their start at 0: with `h = g + λ·p`,
    /// `m ← β₁·m + (1 − β₁)·h`, `s ← β₂·s + (1 − β₂)·h²`,
    /// `p ← p − η · m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)` in step t.
    ///
    /// Source: Kingma & Ba, <https://arxiv.org/abs/1412.6980>.
    case adam(beta1: Double, beta2: Double, epsilon: Double)
    /// Adam with the decay apart from the gradient: first `p ← (1 − η·λ)·p`, then Adam's step with `h = g`.
    ///
    /// Source: Loshchilov & Hutter, <https://arxiv.org/abs/1711.05101>.
    case adamw(beta1: Double, beta2: Double, epsilon: Double)

    /// The usual RMSprop: α = 0.99, no momentum, ε = 1e-8.
    public static let rmsprop = UpdateRule.rmsprop(smoothing: 0.99, momentum: 0, epsilon: 1e-8)
    /// The usual Adam: β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
    public static let adam = UpdateRule.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    /// The usual AdamW, with the numbers of Adam.
    public static let adamw = UpdateRule.adamw(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)

    /// The name in text forms.
    public var name: String {
        switch self {
        case .sgd: "sgd"
        case .momentum: "momentum"
        case .nesterov: "nesterov"
        case .rmsprop: "rmsprop"
        case .adam: "adam"
        case .adamw: "adamw"
        }
    }

    /// What the rule remembers of each parameter, with one number for each of its elements.
    public var slots: [OptimizerState.Slot] {
        switch self {
        case .sgd: []
        case .momentum, .nesterov: [.momentum]
        case .rmsprop(_, let momentum, _): momentum > 0 ? [.squareAverage, .momentum] : [.squareAverage]
        case .adam, .adamw: [.firstMoment, .secondMoment]
        }
    }

    /// The numbers of the rule, with the names they have in text forms.
    var settings: [(key: String, value: Double, range: SettingRange)] {
        switch self {
        case .sgd: []
        case .momentum(let momentum), .nesterov(let momentum): [("momentum", momentum, .belowOne)]
        case .rmsprop(let smoothing, let momentum, let epsilon):
            [
                ("alpha", smoothing, .belowOne), ("momentum", momentum, .belowOne),
                ("epsilon", epsilon, .positive),
            ]
        case .adam(let beta1, let beta2, let epsilon), .adamw(let beta1, let beta2, let epsilon):
            [("beta1", beta1, .belowOne), ("beta2", beta2, .belowOne), ("epsilon", epsilon, .positive)]
        }
    }
}
