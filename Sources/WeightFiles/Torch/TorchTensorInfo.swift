public import Tensors

/// What a PyTorch checkpoint says about one tensor.
public struct TorchTensorInfo: Hashable, Sendable {
    /// How an element is stored.
    public let elementType: TorchElementType

    /// The extent along each axis; `[]` for a scalar.
    public let shape: Shape

    /// How many elements of the storage lie between neighbours along each axis.
    public let strides: [Int]

    /// Whether the elements lie in row-major order without gaps.
    public let isContiguous: Bool
}
