/// How one element of a PyTorch storage is stored.
public enum TorchElementType: String, Hashable, Sendable, CaseIterable {
    /// 64-bit floats.
    case float64 = "DoubleStorage"

    /// 32-bit floats.
    case float32 = "FloatStorage"

    /// IEEE 754 half precision.
    case float16 = "HalfStorage"

    /// The upper half of a 32-bit float.
    case bfloat16 = "BFloat16Storage"

    /// Signed 64-bit integers.
    case int64 = "LongStorage"

    /// Signed 32-bit integers.
    case int32 = "IntStorage"

    /// Signed 16-bit integers.
    case int16 = "ShortStorage"

    /// Signed 8-bit integers.
    case int8 = "CharStorage"

    /// Unsigned 8-bit integers.
    case uint8 = "ByteStorage"

    /// One byte for a truth value; zero is false.
    case bool = "BoolStorage"

    /// The number of bytes of one element.
    public var byteCount: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16, .int16: 2
        case .int8, .uint8, .bool: 1
        }
    }
}
