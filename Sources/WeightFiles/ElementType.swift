/// How one element of a tensor is stored in a safetensors file, little-endian.
///
/// These are the types this program reads and writes; the format knows more, see
/// ``SafeTensorsError/unsupportedElementType(tensor:name:)``.
public enum ElementType: String, Hashable, Sendable, CaseIterable, Codable {
    /// IEEE 754 single precision, 4 bytes.
    case float32 = "F32"

    /// IEEE 754 half precision, 2 bytes: 11 significant bits, largest finite value 65504.
    case float16 = "F16"

    /// The upper half of a single-precision number, 2 bytes: 8 significant bits, the range of ``float32``.
    case bfloat16 = "BF16"

    /// Signed integer in two's complement, 8 bytes.
    case int64 = "I64"

    /// Unsigned integer, 1 byte.
    case uint8 = "U8"

    /// The number of bytes of one element.
    public var byteCount: Int {
        switch self {
        case .int64: 8
        case .float32: 4
        case .float16, .bfloat16: 2
        case .uint8: 1
        }
    }

    /// The position in the data section: types with a larger value come first, so that every tensor starts at
    /// a multiple of its own element size without padding between tensors. `BF16` before `F16` is the
    /// reference writer's choice; with it, files agree to the byte.
    var storageRank: Int {
        switch self {
        case .int64: 4
        case .float32: 3
        case .bfloat16: 2
        case .float16: 1
        case .uint8: 0
        }
    }
}
