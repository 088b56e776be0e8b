/// 64 bits that change little when a picture is encoded again, resized, brightened or turned grey.
///
/// Each bit is the sign of one coefficient of the two-dimensional discrete cosine transform (DCT-II) of the
/// picture's luminance, averaged over 32×32 squares: the 64 lowest frequencies *(u, v)* without the mean, in
/// order of *u* + *v*, then *u*, the frequency from top to bottom. Bit 0 is the first. A sign neither depends
/// on brightness nor on contrast, and mirroring a picture flips exactly the signs of odd *v*.
///
/// Between different photos about 32 bits differ, give or take 4.8. A picture without contrast has a hash of
/// noise; see ``PictureFacts/hasMeaningfulHash``.
///
/// Source: Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, section 3.2.1;
/// there each coefficient is held against the median of all, here against 0, from which mirroring follows.
public struct PerceptualHash: Hashable, Sendable {
    /// The bits; the first frequency is the lowest bit.
    public let bits: UInt64

    /// Wraps bits.
    public init(bits: UInt64) {
        self.bits = bits
    }

    /// The number of bits in which two hashes differ, `0 ... 64`.
    public func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// The hash of the mirror image, left to right.
    ///
    /// A coefficient that is exactly 0, as those of a symmetric drawing may be, has no sign to flip: there
    /// the hash of the mirror image differs from this.
    public var mirrored: PerceptualHash { PerceptualHash(bits: bits ^ Self.oddColumns) }

    /// The bits that mirroring flips.
    package static let oddColumns = frequencies.enumerated().reduce(UInt64(0)) { mask, entry in
        entry.element.column % 2 == 0 ? mask : mask | 1 << UInt64(entry.offset)
    }

    /// The frequency that each bit belongs to.
    package static let frequencies: [(row: Int, column: Int)] = (1...10)
        .flatMap { sum in (0...sum).map { (row: $0, column: sum - $0) } }.prefix(64).map { $0 }
}

extension PerceptualHash: CustomStringConvertible, Codable {
    /// 16 hexadecimal digits, the highest bits first.
    public var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads 16 hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.utf8.count == 16, let bits = UInt64(text, radix: 16), text.first != "+" else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is not 16 hexadecimal digits")
        }
        self.init(bits: bits)
    }

    /// Writes 16 hexadecimal digits: not every reader of JSON keeps numbers of 64 bits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
