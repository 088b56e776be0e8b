internal import Crypto

/// The SHA-256 digest of some bytes: the identity of an image's content.
///
/// Files with one digest hold the same bytes, whatever they are called. Splits, duplicate reports and the
/// record of what a model was trained on compare digests, never names or dates. Digests are ordered as their
/// bytes are, which is also the order of their hexadecimal texts.
/// Source: FIPS 180-4, <https://csrc.nist.gov/pubs/fips/180-4/upd1/final>.
public struct ContentDigest: Hashable, Sendable {
    // Four big-endian words rather than an array: no heap storage, and word order is byte order.
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// The number of bytes in a digest.
    public static let byteCount = 32

    /// Computes the digest of bytes. Complexity: O(*n*).
    public init(of bytes: [UInt8]) {
        var hasher = ContentHasher()
        hasher.update(bytes)
        self = hasher.finalize()
    }

    /// Makes a digest from its 32 bytes; `nil` for any other number of bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(exactly32: bytes)
    }

    /// Reads a digest from 64 hexadecimal digits of either case; `nil` for any other text.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = hexadecimalValue(digits[index]), let low = hexadecimalValue(digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(exactly32: bytes)
    }

    init(finishing digest: SHA256.Digest) {
        self.init(exactly32: Array(digest))
    }

    private init(exactly32 bytes: [UInt8]) {
        func word(_ index: Int) -> UInt64 {
            bytes[8 * index..<8 * index + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        word0 = word(0)
        word1 = word(1)
        word2 = word(2)
        word3 = word(3)
    }

    /// The 32 bytes of the digest.
    public var bytes: [UInt8] {
        [word0, word1, word2, word3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// The first eight bytes, read as a big-endian number.
    var leadingWord: UInt64 { word0 }
}

extension ContentDigest: Comparable {
    /// Whether the bytes of one digest come before the bytes of another.
    public static func < (left: ContentDigest, right: ContentDigest) -> Bool {
        (left.word0, left.word1, left.word2, left.word3)
            < (right.word0, right.word1, right.word2, right.word3)
    }
}

extension ContentDigest: CustomStringConvertible {
    /// The digest as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
    public var description: String {
        String(
            decoding: bytes.flatMap { [hexadecimalDigit($0 >> 4), hexadecimalDigit($0 & 15)] }, as: UTF8.self)
    }
}

extension ContentDigest: Codable {
    /// Reads the digest from its hexadecimal text.
    ///
    /// - Throws: `DecodingError.dataCorrupted` where the text is not 64 hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = ContentDigest(hexadecimal: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a content digest is 64 hexadecimal digits, not \"\(text)\"")
        }
        self = digest
    }

    /// Writes the digest as its hexadecimal text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
