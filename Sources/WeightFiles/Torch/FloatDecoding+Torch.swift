import FoundationEssentials

extension FloatDecoding {
    /// The elements of a PyTorch storage. 64-bit floats and wide integers are rounded to nearest; a truth
    /// value becomes 0 or 1.
    static func floats(from bytes: Data, as type: TorchElementType) -> [Float] {
        switch type {
        case .float64: decode(bytes, byteCount: 8) { Float(Double(bitPattern: doubleWord($0, $1))) }
        case .float32: floats(from: bytes, as: ElementType.float32)
        case .float16: floats(from: bytes, as: ElementType.float16)
        case .bfloat16: floats(from: bytes, as: ElementType.bfloat16)
        case .int64: floats(from: bytes, as: ElementType.int64)
        case .int32: decode(bytes, byteCount: 4) { Float(Int32(bitPattern: word($0, $1))) }
        case .int16: decode(bytes, byteCount: 2) { Float(Int16(bitPattern: halfWord($0, $1))) }
        case .int8: decode(bytes, byteCount: 1) { Float(Int8(bitPattern: $0[$1])) }
        case .uint8: floats(from: bytes, as: ElementType.uint8)
        case .bool: decode(bytes, byteCount: 1) { $0[$1] == 0 ? 0 : 1 }
        }
    }
}
