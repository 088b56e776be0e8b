/// Why bytes do not become an image, or an image does not become bytes.
///
/// The description is the rest of a sentence that begins with the file's name, which the caller knows.
public enum ImageError: Error, Hashable, Sendable {
    /// There are no bytes at all.
    case empty
    /// The bytes do not begin like any image format that is known; the payload holds the first of them, 8 at
    /// most.
    case notAnImage(firstBytes: [UInt8])
    /// The format is known but not decoded.
    case unsupportedFormat(ImageFormat)
    /// The samples do not have 8 bits (JPEG only; a PNG may have any depth).
    case unsupportedPrecision(ImageFormat, bits: Int)
    /// A variant within a supported format that is not decoded, in the codec's words.
    case unsupportedVariant(ImageFormat, message: String)
    /// The bytes end before the picture does.
    case truncated(ImageFormat, byteCount: Int)
    /// The bytes contradict the format, or picture data is lost, in the codec's words.
    case corrupt(ImageFormat, message: String)
    /// The picture has more pixels than the limits allow.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// The file has more bytes than the limits allow.
    case tooManyBytes(byteCount: Int, limit: Int)
    /// The JPEG has more scans than the limits allow.
    case tooManyScans(limit: Int)
    /// The codec could not get memory.
    case outOfMemory(ImageFormat)
    /// The picture cannot be stored in the format, in the codec's words.
    case cannotEncode(ImageFormat, message: String)
}

extension ImageError: CustomStringConvertible {
    /// One plain sentence without its subject, for example "is a GIF image; imgcls reads JPEG, PNG and WebP".
    public var description: String {
        switch self {
        case .empty:
            "is empty"
        case .notAnImage(let firstBytes):
            "is not an image in a known format: it begins with the bytes \(Self.hexadecimal(firstBytes))"
        case .unsupportedFormat(let format):
            "is a \(format.displayName) image; imgcls reads JPEG, PNG and WebP"
        case .unsupportedPrecision(let format, let bits):
            "is a \(format.displayName) image with \(bits)-bit samples; imgcls reads 8-bit samples"
        case .unsupportedVariant(let format, let message):
            "is a \(format.displayName) image of a kind that imgcls does not read: \(message)"
        case .truncated(let format, let byteCount):
            "is a \(format.displayName) image cut short: its \(byteCount) bytes end before the picture does"
        case .corrupt(let format, let message):
            "is a damaged \(format.displayName) image: \(message)"
        case .tooManyPixels(let width, let height, let limit):
            "claims \(width)×\(height) pixels; the limit is \(limit) pixels"
        case .tooManyBytes(let byteCount, let limit):
            "has \(byteCount) bytes; the limit is \(limit) bytes"
        case .tooManyScans(let limit):
            "is a JPEG image with more than \(limit) scans, the limit"
        case .outOfMemory(let format):
            "is a \(format.displayName) image that needs more memory than there is"
        case .cannotEncode(let format, let message):
            "cannot be stored as a \(format.displayName) image: \(message)"
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
