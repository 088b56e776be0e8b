internal import COneDNN

/// An element-wise function that oneDNN applies on its own or fused behind another operation.
public enum FusedActivation: Hashable, Sendable {
    /// `max(x, 0)`, with a slope for negative values.
    case relu(negativeSlope: Float)
    /// `min(max(x, lower), upper)`.
    case clip(lower: Float, upper: Float)
    /// `1 / (1 + exp(−x))`.
    case logistic
    /// The hyperbolic tangent.
    case tanh
    /// `x / (1 + exp(−x))`.
    case swish
    /// `x · min(max(x + 3, 0), 6) / 6`.
    case hardSwish
    /// `x · (1 + erf(x / √2)) / 2`.
    case gelu

    var parameters: (kind: onednn_activation, alpha: Float, beta: Float) {
        switch self {
        case .relu(let slope): (ONEDNN_ACTIVATION_RELU, slope, 0)
        case .clip(let lower, let upper): (ONEDNN_ACTIVATION_CLIP, lower, upper)
        case .logistic: (ONEDNN_ACTIVATION_LOGISTIC, 0, 0)
        case .tanh: (ONEDNN_ACTIVATION_TANH, 0, 0)
        case .swish: (ONEDNN_ACTIVATION_SWISH, 1, 0)
        case .hardSwish: (ONEDNN_ACTIVATION_HARD_SWISH, 1 / 6, 1 / 2)
        case .gelu: (ONEDNN_ACTIVATION_GELU, 0, 0)
        }
    }
}

extension FusedActivation? {
    var parameters: (kind: onednn_activation, alpha: Float, beta: Float) {
        self?.parameters ?? (ONEDNN_ACTIVATION_NONE, 0, 0)
    }
}
