internal import Glibc

/// An element-wise function.
public enum Activation: String, Hashable, Sendable, Codable, CaseIterable {
    /// `max(x, 0)`.
    case relu
    /// `min(max(x, 0), 6)`. Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
    case relu6
    /// `x` where it is positive, `0.01 x` elsewhere. Source: Maas, Hannun & Ng, "Rectifier nonlinearities
    /// improve neural network acoustic models", 2013.
    case leakyRelu = "leaky_relu"
    /// `1 / (1 + exp(−x))`.
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
    /// `x / (1 + exp(−x))`, also called swish. Source: Ramachandran, Zoph & Le 2017,
    /// <https://arxiv.org/abs/1710.05941>.
    case silu
    /// `x · min(max(x + 3, 0), 6) / 6`. Source: Howard et al. 2019, section 5.2,
    /// <https://arxiv.org/abs/1905.02244>.
    case hardSwish = "hard_swish"
    /// `x · Φ(x)` with the normal distribution's `Φ(x) = (1 + erf(x / √2)) / 2`. Source: Hendrycks & Gimpel
    /// 2016, <https://arxiv.org/abs/1606.08415>.
    case gelu

    /// The slope of `leakyRelu` for negative values.
    public static let leakySlope = 0.01

    /// The value of the function at `x`; transcendental functions are computed in double precision.
    public func callAsFunction<Scalar: BinaryFloatingPoint>(_ x: Scalar) -> Scalar {
        switch self {
        case .relu: max(x, 0)
        case .relu6: min(max(x, 0), 6)
        case .leakyRelu: x > 0 ? x : x * Scalar(Self.leakySlope)
        case .sigmoid: Scalar(Self.logistic(Double(x)))
        case .tanh: Scalar(Glibc.tanh(Double(x)))
        case .silu: Scalar(Double(x) * Self.logistic(Double(x)))
        case .hardSwish: x * min(max(x + 3, 0), 6) / 6
        case .gelu: Scalar(Double(x) * Self.normalDistribution(Double(x)))
        }
    }

    /// The derivative of the function at `x`; at the kinks of the piecewise functions, the one that PyTorch
    /// takes.
    public func derivative<Scalar: BinaryFloatingPoint>(at x: Scalar) -> Scalar {
        switch self {
        case .relu: x > 0 ? 1 : 0
        case .relu6: x > 0 && x < 6 ? 1 : 0
        case .leakyRelu: x > 0 ? 1 : Scalar(Self.leakySlope)
        case .hardSwish: x <= -3 ? 0 : x < 3 ? x / 3 + 0.5 : 1
        case .sigmoid, .tanh, .silu, .gelu: Scalar(smoothDerivative(at: Double(x)))
        }
    }

    private func smoothDerivative(at x: Double) -> Double {
        switch self {
        case .tanh:
            let value = Glibc.tanh(x)
            return 1 - value * value
        case .silu:
            let value = Self.logistic(x)
            return value + x * value * (1 - value)
        case .gelu:
            return Self.normalDistribution(x) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
        default:
            let value = Self.logistic(x)
            return value * (1 - value)
        }
    }

    /// `1 / (1 + exp(−x))` without overflow: the exponent is never positive.
    private static func logistic(_ x: Double) -> Double {
        let power = exp(-x.magnitude)
        return x < 0 ? power / (1 + power) : 1 / (1 + power)
    }

    /// Φ(x), by the complementary error function, which keeps its digits far below zero.
    private static func normalDistribution(_ x: Double) -> Double {
        erfc(-x / 2.0.squareRoot()) / 2
    }
}
