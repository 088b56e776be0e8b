public import Datasets
public import Images

/// What is known of one image file once it has been decoded, apart from its features.
///
/// It depends on the file's bytes and on how the network wants pictures decoded, on nothing else, and is kept in the
/// cache beside the features.
public struct ExaminedImage: Hashable, Sendable {
    /// What can be seen of the picture without knowing what it shows.
    public let facts: PictureFacts
    /// A digest of the picture's fingerprint: equal for two files with the same pixels, whatever their metadata say.
    public let pixelDigest: ContentDigest
    /// Whether the file ends before the picture does.
    public let isCutShort: Bool
    /// The share of the picture that the file holds, `0 ... 1`; see `DecodedImage.completeShare`.
    public let completeShare: Double

    /// Examines a decoded picture.
    public init(_ decoded: DecodedImage) {
        let image = decoded.image
        facts = PictureFacts(of: image, info: decoded.info)
        pixelDigest = ContentDigest(of: image.fingerprint)
        isCutShort = decoded.isCutShort
        completeShare = decoded.completeShare
    }

    // To be raised with every change of what an examined image holds, or how it is computed.
    private static let version = 3

    /// A digest of everything that what is cached depends on besides the file: how pictures are decoded, and how facts
    /// are computed.
    static func cacheDigest(_ preprocessing: Preprocessing) -> ContentDigest {
        let decoding = preprocessing.decodingOptions
        let picture =
            "facts \(version), pixels \(FeatureExtractor.pixelArithmeticVersion), "
            + "\(decoding.appliesOrientation) \(decoding.alphaBackground) \(decoding.minimumShortSide ?? 0)"
        return ContentDigest(of: Array(picture.utf8))
    }

    /// Whether a run with these options reads the file.
    func isAccepted(by options: DecodingOptions) -> Bool {
        guard facts.width * facts.height <= options.limits.pixelCount else { return false }
        return !isCutShort
            || (options.minimumCompleteShare < 1 && completeShare >= options.minimumCompleteShare)
    }
}

extension ExaminedImage {
    /// The bytes for the cache: pixel digest, whether it is cut short, complete share as a little-endian double,
    /// facts.
    var bytes: [UInt8] {
        let share = completeShare.bitPattern
        return pixelDigest.bytes + [isCutShort ? 1 : 0]
            + (0..<8).map { UInt8(truncatingIfNeeded: share >> (8 * $0)) } + facts.bytes
    }

    /// Reads what `bytes` wrote; nil for anything else.
    init?(bytes: [UInt8]) {
        let shareStart = ContentDigest.byteCount + 1
        guard bytes.count > shareStart + 8,
            let digest = ContentDigest(bytes: Array(bytes[..<ContentDigest.byteCount])),
            let facts = PictureFacts(bytes: Array(bytes[(shareStart + 8)...]))
        else { return nil }
        let share = bytes[shareStart..<shareStart + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        pixelDigest = digest
        isCutShort = bytes[ContentDigest.byteCount] != 0
        completeShare = Double(bitPattern: share)
        self.facts = facts
        guard (0...1).contains(completeShare) else { return nil }
    }
}
