internal import Glibc
public import Tensors

/// What the values of a parameter are before training.
///
/// A fan is the number of values that meet: the inputs of one output value, or the outputs that one input
/// value reaches.
public enum Initializer: Hashable, Sendable {
    /// One value everywhere.
    case constant(Double)
    /// Normal values around 0.
    case normal(standardDeviation: Double)
    /// Uniform values in `±√(6 / (fan of inputs + fan of outputs))`, for functions with slope 1 at 0.
    /// Source: Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    /// 2010.
    case xavierUniform
    /// Normal values of the variance `2 / (fan of inputs + fan of outputs)`. Source: as `xavierUniform`.
    case xavierNormal
    /// Uniform values in `±√(6 / fan)`, for ReLU. Source: He et al. 2015, <https://arxiv.org/abs/1502.01852>.
    case heUniform(FanMode = .inputs)
    /// Normal values of the variance `2 / fan`, for ReLU. Source: as `heUniform`.
    case heNormal(FanMode = .inputs)

    /// 0 everywhere.
    public static let zeros = Initializer.constant(0)
    /// 1 everywhere.
    public static let ones = Initializer.constant(1)

    /// Which fan counts: that of inputs keeps the variance of values from layer to layer, that of outputs
    /// keeps the variance of gradients.
    public enum FanMode: String, Hashable, Sendable, CaseIterable {
        /// The inputs of one output value.
        case inputs
        /// The output values that one input value reaches.
        case outputs
    }

    /// The fans of one parameter.
    public struct Fans: Hashable, Sendable {
        /// The inputs of one output value.
        public let inputs: Int
        /// The output values that one input value reaches.
        public let outputs: Int

        /// Counts for weights `[O, C / groups, kh, kw]` or `[K, D]`; 1 and 1 for a vector.
        public init(shape: Shape, groups: Int = 1) {
            let area = shape.dimensions.dropFirst(2).reduce(1, *)
            inputs = max(shape.rank < 2 ? 1 : shape[1] * area, 1)
            outputs = max(shape.rank < 2 ? 1 : shape[0] / groups * area, 1)
        }
    }

    /// Draws a parameter.
    ///
    /// - Parameters:
    ///   - shape: The parameter's shape.
    ///   - fans: Its fans.
    ///   - generator: Where chance comes from; a constant draws nothing.
    public func callAsFunction(
        shape: Shape, fans: Fans, using generator: inout some RandomNumberGenerator
    ) -> Tensor<Float> {
        let sum = Double(fans.inputs + fans.outputs)
        switch self {
        case .constant(let value):
            return Tensor(shape: shape, repeating: Float(value))
        case .normal(let deviation):
            return Self.normal(shape, deviation: deviation, using: &generator)
        case .xavierUniform:
            return Self.uniform(shape, limit: (6 / sum).squareRoot(), using: &generator)
        case .xavierNormal:
            return Self.normal(shape, deviation: (2 / sum).squareRoot(), using: &generator)
        case .heUniform(let mode):
            return Self.uniform(shape, limit: (6 / fans.count(mode)).squareRoot(), using: &generator)
        case .heNormal(let mode):
            return Self.normal(shape, deviation: (2 / fans.count(mode)).squareRoot(), using: &generator)
        }
    }

    private static func uniform(
        _ shape: Shape, limit: Double, using generator: inout some RandomNumberGenerator
    ) -> Tensor<Float> {
        let values = (0..<shape.elementCount).map { _ in
            Float((2 * unit(using: &generator) - 1) * limit)
        }
        return Tensor(shape: shape, values: values)
    }

    /// Two normal values at a time. Source: Box & Muller, "A note on the generation of random normal
    /// deviates", 1958.
    private static func normal(
        _ shape: Shape, deviation: Double, using generator: inout some RandomNumberGenerator
    ) -> Tensor<Float> {
        var values: [Float] = []
        values.reserveCapacity(shape.elementCount + 1)
        while values.count < shape.elementCount {
            let radius = deviation * (-2 * log(1 - unit(using: &generator))).squareRoot()
            let angle = 2 * Double.pi * unit(using: &generator)
            values.append(Float(radius * cos(angle)))
            values.append(Float(radius * sin(angle)))
        }
        return Tensor(shape: shape, values: Array(values.prefix(shape.elementCount)))
    }

    /// A uniform number from 0 to below 1, by the upper 53 bits: the standard library may change how it
    /// draws.
    private static func unit(using generator: inout some RandomNumberGenerator) -> Double {
        Double(generator.next() >> 11) * 0x1p-53
    }
}

extension Initializer.Fans {
    fileprivate func count(_ mode: Initializer.FanMode) -> Double {
        Double(mode == .inputs ? inputs : outputs)
    }
}
