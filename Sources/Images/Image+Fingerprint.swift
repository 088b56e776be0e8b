extension Image {
    /// Some bytes that are equal for equal pictures, and for different ones only by a chance of about 2⁻⁶⁴: extent and
    /// four running numbers over the pixels.
    ///
    /// It tells copies from look-alikes at a tenth of the cost of a cryptographic digest, which at 0.4 ms a photo would
    /// take longer than decoding it. Someone who wants to can make two pictures with one fingerprint.
    ///
    /// The pixels are read as little-endian 64-bit words, eight a block, the last block filled up with zeros. The four
    /// numbers begin as the first 64 bits behind the point of the square roots of 2, 3, 5 and 7. In each block, the next
    /// two words x and y make the number h the 128-bit product of `x XOR 0x9E3779B97F4A7C15` and `y XOR h`, its upper
    /// and lower half XORed: the lower half spreads what the low bits say, the upper half what the high bits say.
    /// Source: the mixing step of V. Makarov's mum-hash, <https://github.com/vnmakarov/mum-hash>.
    public var fingerprint: [UInt8] {
        ([UInt64(width), UInt64(height)] + runningNumbers).flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
        }
    }

    /// Four of them, since a multiplication takes several times as long as the processor waits before it begins
    /// another.
    private var runningNumbers: [UInt64] {
        var numbers = RunningNumbers()
        let blockCount = pixels.count / RunningNumbers.blockByteCount
        // Sound: so many whole blocks are there.
        unsafe pixels.withUnsafeBytes { bytes in
            for block in 0..<blockCount {
                unsafe numbers.take(bytes, at: block &* RunningNumbers.blockByteCount)
            }
        }
        var rest = Array(pixels[(blockCount * RunningNumbers.blockByteCount)...])
        if !rest.isEmpty {
            rest += [UInt8](repeating: 0, count: RunningNumbers.blockByteCount - rest.count)
            // Sound: it has been filled up to a block.
            unsafe rest.withUnsafeBytes { unsafe numbers.take($0, at: 0) }
        }
        return numbers.values
    }
}

private struct RunningNumbers {
    static let blockByteCount = 64

    private var first: UInt64 = 0x6A09_E667_F3BC_C908
    private var second: UInt64 = 0xBB67_AE85_84CA_A73B
    private var third: UInt64 = 0x3C6E_F372_FE94_F82B
    private var fourth: UInt64 = 0xA54F_F53A_5F1D_36F1

    var values: [UInt64] { [first, second, third, fourth] }

    /// Mixes in a block, which lies within the buffer.
    @inline(__always)
    mutating func take(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        first = unsafe Self.mixed(bytes, start, first)
        second = unsafe Self.mixed(bytes, start &+ 16, second)
        third = unsafe Self.mixed(bytes, start &+ 32, third)
        fourth = unsafe Self.mixed(bytes, start &+ 48, fourth)
    }

    @inline(__always)
    private static func mixed(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ number: UInt64) -> UInt64 {
        let multiplier = (unsafe word(bytes, offset)) ^ 0x9E37_79B9_7F4A_7C15
        let product = ((unsafe word(bytes, offset &+ 8)) ^ number).multipliedFullWidth(by: multiplier)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
