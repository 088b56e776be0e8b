public import Tensors

/// What the header of a safetensors file says about one tensor.
public struct TensorInfo: Hashable, Sendable {
    /// How an element is stored.
    public let elementType: ElementType

    /// The extent along each axis; `[]` for a scalar.
    public let shape: Shape

    /// Where the elements lie, in bytes from the start of the data section; its length is
    /// `shape.elementCount * elementType.byteCount`.
    public let byteRange: Range<Int>
}
