/// An element-wise function.
public enum Activation: String, Hashable, Sendable, Codable, CaseIterable {
    /// `max(x, 0)`.
    case relu
    /// `min(max(x, 0), 6)`. Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
    case relu6

    /// The value of the function at `x`.
    public func callAsFunction<Scalar: BinaryFloatingPoint>(_ x: Scalar) -> Scalar {
        switch self {
        case .relu: max(x, 0)
        case .relu6: min(max(x, 0), 6)
        }
    }
}
