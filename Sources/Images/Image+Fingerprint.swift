extension Image {
    /// Some bytes that are equal for equal pictures, and for different ones only by a rare chance: extent and two
    /// running products over the pixels.
    ///
    /// It tells copies from look-alikes at a fraction of the cost of a cryptographic digest, which at 0.4 ms a photo
    /// would take as long as decoding it. Someone who wants to can make two pictures with one fingerprint; of two that
    /// differ in many places, all of 64 numbers of 16 bits would have to agree by chance.
    ///
    /// The pixels are read as little-endian 16-bit words, 32 side by side, the last ones filled up with zeros. Each
    /// of the 32 positions has two numbers a and b, both from 0; a word x makes them `(a XOR x) · 0x9E3B` and
    /// `(b + x) · 0xC2B3`, without what exceeds 16 bits. Both steps lose nothing: a single changed word always changes
    /// the result.
    /// Source: the step of FNV-1a, RFC 9923, on several words at once.
    public var fingerprint: [UInt8] {
        let (first, second) = runningProducts
        let extent = [width, height].flatMap { side in
            (0..<4).map { UInt8(truncatingIfNeeded: side >> (8 * $0)) }
        }
        let numbers = (0..<Words.scalarCount).flatMap { [first[$0], second[$0]] }
        return extent
            + numbers.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    // 16-bit words, because every x86-64 processor multiplies them side by side.
    private typealias Words = SIMD32<UInt16>

    private var runningProducts: (first: Words, second: Words) {
        let blockByteCount = 64
        let blockCount = pixels.count / blockByteCount
        var rest = Words()
        for (index, byte) in pixels[(blockCount * blockByteCount)...].enumerated() {
            rest[index / 2] |= UInt16(byte) << UInt16(index % 2 * 8)
        }
        // Sound: each load stays within the buffer, whose whole blocks are counted above.
        return unsafe pixels.withUnsafeBytes { bytes in
            var first = Words()
            var second = Words()
            for block in 0...blockCount {
                let words =
                    block == blockCount
                    ? rest
                    : unsafe bytes.loadUnaligned(fromByteOffset: block * blockByteCount, as: Words.self)
                first = (first ^ words) &* Words(repeating: 0x9E3B)
                second = (second &+ words) &* Words(repeating: 0xC2B3)
            }
            return (first, second)
        }
    }
}
