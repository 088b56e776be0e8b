/// Writes the fields of a protocol buffer message.
///
/// Source: <https://protobuf.dev/programming-guides/encoding/>.
struct ProtobufWriter {
    /// How a field is stored, the low three bits of its key.
    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
        case fixed32 = 5
    }

    /// The message so far.
    private(set) var bytes: [UInt8] = []

    /// Adds an integer; negative ones take ten bytes.
    mutating func add(integer: Int64, field: Int) {
        addKey(field, .varint)
        addVarint(UInt64(bitPattern: integer))
    }

    /// Adds a 64-bit floating-point number.
    mutating func add(double: Double, field: Int) {
        addKey(field, .fixed64)
        addFixed(double.bitPattern)
    }

    /// Adds a 32-bit floating-point number.
    mutating func add(float: Float, field: Int) {
        addKey(field, .fixed32)
        addFixed(float.bitPattern)
    }

    /// Adds text, as UTF-8.
    mutating func add(text: String, field: Int) {
        add(bytes: Array(text.utf8), field: field)
    }

    /// Adds bytes or a message inside this one.
    mutating func add(bytes content: [UInt8], field: Int) {
        addKey(field, .lengthDelimited)
        addVarint(UInt64(content.count))
        bytes += content
    }

    private mutating func addKey(_ field: Int, _ type: WireType) {
        addVarint(UInt64(field) << 3 | type.rawValue)
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    private mutating func addVarint(_ value: UInt64) {
        var rest = value
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func addFixed<Number: FixedWidthInteger>(_ value: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
