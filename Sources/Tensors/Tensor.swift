/// A dense array of numbers in row-major order: the last axis is contiguous.
///
/// A tensor is a value; copies share storage until one of them changes. It carries data between the parts of
/// the pipeline and does no arithmetic itself: executors own the arithmetic.
public struct Tensor<Scalar: Sendable & Hashable>: Hashable, Sendable {
    /// The extent along each axis.
    public let shape: Shape

    /// The elements in row-major order; there are `shape.elementCount` of them.
    public private(set) var values: [Scalar]

    /// Makes a tensor from its elements in row-major order.
    ///
    /// - Precondition: `values.count == shape.elementCount`.
    public init(shape: Shape, values: [Scalar]) {
        precondition(
            values.count == shape.elementCount, "\(values.count) values cannot fill a tensor of \(shape)")
        self.shape = shape
        self.values = values
    }

    /// Makes a tensor whose elements all have one value.
    public init(shape: Shape, repeating value: Scalar) {
        self.shape = shape
        self.values = [Scalar](repeating: value, count: shape.elementCount)
    }

    /// The element at a position in row-major order.
    ///
    /// - Precondition: `index` is in `0 ..< shape.elementCount`.
    public subscript(index: Int) -> Scalar {
        get { values[index] }
        set { values[index] = newValue }
    }

    /// The same elements under another shape. Complexity: O(1).
    ///
    /// - Precondition: Both shapes have the same number of elements.
    public func reshaped(to shape: Shape) -> Tensor {
        Tensor(shape: shape, values: values)
    }

    /// One row of a matrix `[N, D]`, or one outermost entry of a tensor of higher rank, without its first axis.
    ///
    /// - Precondition: `index` is in `0 ..< shape[0]`.
    public func row(_ index: Int) -> Tensor {
        let rowShape = Shape(Array(shape.dimensions.dropFirst()))
        let start = index * rowShape.elementCount
        return Tensor(shape: rowShape, values: Array(values[start..<start + rowShape.elementCount]))
    }
}

extension Tensor where Scalar: BinaryFloatingPoint {
    /// Every element divided by a number.
    public func divided(by number: Scalar) -> Tensor {
        Tensor(shape: shape, values: values.map { $0 / number })
    }

    /// The same elements in another floating-point type, rounded to nearest.
    public func converted<Other: BinaryFloatingPoint & Sendable & Hashable>(to: Other.Type) -> Tensor<Other> {
        Tensor<Other>(shape: shape, values: values.map { Other($0) })
    }
}
