/// A member of a tensor's description in a safetensors header.
public enum TensorField: String, Hashable, Sendable, CaseIterable {
    /// The element type, for example `"F32"`.
    case elementType = "dtype"

    /// The extents, for example `[64, 3, 7, 7]`.
    case shape

    /// Begin and end of the bytes in the data section.
    case dataOffsets = "data_offsets"
}
