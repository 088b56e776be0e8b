public import Tensors

/// What is different about a parameter when it is updated.
public struct ParameterGroup: Hashable, Sendable {
    /// What the learning rate is multiplied by; 0 leaves the parameter as it is.
    public let rateFactor: Double

    /// Whether weight decay applies.
    public let decays: Bool

    /// Makes a group.
    ///
    /// - Precondition: The factor is finite and not negative.
    public init(rateFactor: Double = 1, decays: Bool = true) {
        SettingRange.notNegative.require(rateFactor, "rate factor")
        self.rateFactor = rateFactor
        self.decays = decays
    }

    /// The full rate, with decay.
    public static let standard = ParameterGroup()

    /// The group that a parameter of this shape belongs to.
    ///
    /// Decay is for matrices and convolution kernels. Biases and the scales and shifts of normalisation,
    /// which have one axis, are left alone: pulling them to 0 does not make the function any simpler.
    public init(shape: Shape, rateFactor: Double = 1) {
        self.init(rateFactor: rateFactor, decays: shape.rank > 1)
    }

    /// The rate factors of a stack of layers, first layer first: 1 for the last, and for each layer the one
    /// of the layer behind it times `factor`.
    ///
    /// The first layers of a pretrained network hold what is most general, and are to change least.
    /// Source: Howard & Ruder 2018, section 3.2, <https://arxiv.org/abs/1801.06146>.
    /// - Parameters:
    ///   - depth: The number of layers or blocks.
    ///   - factor: In `0 ... 1`; 1 gives all layers the same rate.
    /// - Precondition: `depth` is not negative.
    public static func layerwiseRateFactors(depth: Int, factor: Double) -> [Double] {
        precondition(depth >= 0, "a depth of \(depth)")
        SettingRange.share.require(factor, "layer-wise factor")
        var factors = [Double](repeating: 1, count: depth)
        for layer in stride(from: depth - 2, through: 0, by: -1) {
            factors[layer] = factors[layer + 1] * factor
        }
        return factors
    }
}
