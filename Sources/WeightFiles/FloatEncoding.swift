import Tensors

/// Turns 32-bit floats into little-endian elements.
enum FloatEncoding {
    /// Encodes every value, or reports the first one that the element type cannot hold.
    ///
    /// 16-bit floats are rounded to nearest, ties to even; a finite number that would become infinite is
    /// reported instead, because a network with an infinite weight is broken in silence. Integers must be
    /// exact.
    ///
    /// - Returns: The bytes, or the index of the value that does not fit.
    static func bytes(from values: [Float], as type: ElementType) -> Result<[UInt8], UnfitValue> {
        switch type {
        case .float32: encode(values, byteCount: 4) { UInt64($0.bitPattern) }
        case .float16: encode(values, byteCount: 2) { half(from: $0).map(UInt64.init) }
        case .bfloat16: encode(values, byteCount: 2) { brainHalf(from: $0).map(UInt64.init) }
        case .int64: encode(values, byteCount: 8) { Int64(exactly: $0).map(UInt64.init(bitPattern:)) }
        case .uint8: encode(values, byteCount: 1) { UInt8(exactly: $0).map(UInt64.init) }
        }
    }

    /// A value that an element type cannot hold.
    struct UnfitValue: Error {
        let index: Int
    }

    private static func half(from value: Float) -> UInt16? {
        let half = Float16(value)
        return half.isInfinite && value.isFinite ? nil : half.bitPattern
    }

    /// The upper half of the bits, rounded: adding just under half of the last kept bit, and that bit itself,
    /// carries exactly where rounding to nearest even does.
    private static func brainHalf(from value: Float) -> UInt16? {
        let bits = value.bitPattern
        guard !value.isNaN else { return UInt16(truncatingIfNeeded: bits >> 16) | 0x0040 }
        let rounded = UInt16(truncatingIfNeeded: (bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
        return rounded & 0x7FFF == 0x7F80 && value.isFinite ? nil : rounded
    }

    @inline(__always)
    private static func encode(
        _ values: [Float], byteCount: Int, _ element: (Float) -> UInt64?
    ) -> Result<[UInt8], UnfitValue> {
        var bytes = [UInt8](repeating: 0, count: values.count * byteCount)
        var target = bytes.mutableSpan
        for (index, value) in values.enumerated() {
            guard let bits = element(value) else { return .failure(UnfitValue(index: index)) }
            for byte in 0..<byteCount {
                target[index * byteCount + byte] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))
            }
        }
        return .success(bytes)
    }
}
