extension PictureFacts: Codable {
    private enum CodingKeys: String, CodingKey {
        case width, height, hash, sharpness
        case meanLuminance = "mean_luminance"
        case luminanceDeviation = "luminance_deviation"
        case isGray = "gray"
    }

    /// Reads the facts by their names and refuses numbers that no picture has.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            width: try container.decode(Int.self, forKey: .width),
            height: try container.decode(Int.self, forKey: .height),
            meanLuminance: try container.decode(Double.self, forKey: .meanLuminance),
            luminanceDeviation: try container.decode(Double.self, forKey: .luminanceDeviation),
            sharpness: try container.decode(Double.self, forKey: .sharpness),
            isGray: try container.decode(Bool.self, forKey: .isGray),
            hash: try container.decode(PerceptualHash.self, forKey: .hash))
        guard isPossible else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: container.codingPath, debugDescription: "no picture has these facts"))
        }
    }

    /// Writes the facts by their names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(width, forKey: .width)
        try container.encode(height, forKey: .height)
        try container.encode(meanLuminance, forKey: .meanLuminance)
        try container.encode(luminanceDeviation, forKey: .luminanceDeviation)
        try container.encode(sharpness, forKey: .sharpness)
        try container.encode(isGray, forKey: .isGray)
        try container.encode(hash, forKey: .hash)
    }

    private var isPossible: Bool {
        width > 0 && height > 0 && (0...255).contains(meanLuminance)
            && (0...127.5).contains(luminanceDeviation) && sharpness >= 0 && sharpness.isFinite
    }
}

extension PictureFacts {
    /// The number of ``bytes``.
    public static let byteCount = 30

    /// A compact form for a cache, all numbers little-endian: width and height in 4 bytes each, of which the
    /// highest bit of the width is ``isGray``; the mean, the deviation and the sharpness as 32-bit floats;
    /// the hash in 8 bytes; then the version of this form and of the measurements, now 1, in 2 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        func append(_ value: some FixedWidthInteger & UnsignedInteger) {
            for index in 0..<value.bitWidth / 8 {
                bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
            }
        }
        append(UInt32(clamping: width) & 0x7FFF_FFFF | (isGray ? 0x8000_0000 : 0))
        append(UInt32(clamping: height))
        for value in [meanLuminance, luminanceDeviation, sharpness] { append(Float(value).bitPattern) }
        append(hash.bits)
        append(Self.version)
        return bytes
    }

    /// Change it whenever the same picture would give other facts.
    private static let version: UInt16 = 1

    /// Reads ``bytes``; nil where they are of another length or version, or no picture has such facts.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var rest = bytes[...]
        func take<Value: FixedWidthInteger & UnsignedInteger>(_ type: Value.Type) -> Value {
            let count = type.bitWidth / 8
            let value = rest.prefix(count).reversed().reduce(Value(0)) { $0 << 8 | Value($1) }
            rest = rest.dropFirst(count)
            return value
        }
        let (widthAndGray, height) = (take(UInt32.self), take(UInt32.self))
        let light = (0..<3).map { _ in Double(Float(bitPattern: take(UInt32.self))) }
        let hash = PerceptualHash(bits: take(UInt64.self))
        guard take(UInt16.self) == Self.version else { return nil }
        self.init(
            width: Int(widthAndGray & 0x7FFF_FFFF), height: Int(height), meanLuminance: light[0],
            luminanceDeviation: light[1], sharpness: light[2], isGray: widthAndGray >> 31 == 1, hash: hash)
        guard isPossible else { return nil }
    }
}
