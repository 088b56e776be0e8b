internal import COneDNN

/// An element-wise function that oneDNN applies on its own or fused behind another operation.
public enum FusedActivation: Hashable, Sendable {
    /// `max(x, 0)`, with a slope for negative values.
    case relu(negativeSlope: Float)
    /// `min(max(x, lower), upper)`.
    case clip(lower: Float, upper: Float)

    var parameters: (kind: onednn_activation, alpha: Float, beta: Float) {
        switch self {
        case .relu(let slope): (ONEDNN_ACTIVATION_RELU, slope, 0)
        case .clip(let lower, let upper): (ONEDNN_ACTIVATION_CLIP, lower, upper)
        }
    }
}

extension FusedActivation? {
    var parameters: (kind: onednn_activation, alpha: Float, beta: Float) {
        self?.parameters ?? (ONEDNN_ACTIVATION_NONE, 0, 0)
    }
}
