internal import Networks
internal import OneDNN

extension Activation {
    /// The function as oneDNN knows it.
    var fused: FusedActivation {
        switch self {
        case .relu: .relu(negativeSlope: 0)
        case .relu6: .clip(lower: 0, upper: 6)
        case .leakyRelu: .relu(negativeSlope: Float(Activation.leakySlope))
        case .sigmoid: .logistic
        case .tanh: .tanh
        case .silu: .swish
        case .hardSwish: .hardSwish
        case .gelu: .gelu
        }
    }
}
