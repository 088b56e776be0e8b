/// A kind of image file, told from its first bytes and never from its name.
///
/// JPEG, PNG and WebP are decoded; the others are recognised so that an error can name them.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable, Codable {
    /// JPEG, ITU-T T.81.
    case jpeg
    /// PNG, the W3C's Portable Network Graphics.
    case png
    /// GIF 87a or 89a.
    case gif
    /// Google's WebP.
    case webp
    /// Windows bitmap.
    case bmp
    /// TIFF or BigTIFF, also the base of many raw camera formats.
    case tiff
    /// HEIF with HEVC pictures, as phones store them.
    case heic
    /// HEIF with AV1 pictures.
    case avif
    /// JPEG XL, a format unrelated to JPEG.
    case jpegXL = "jpeg-xl"
    /// JPEG 2000, a format unrelated to JPEG.
    case jpeg2000 = "jpeg-2000"
    /// Adobe Photoshop's own format.
    case psd
    /// Adobe's Portable Document Format.
    case pdf
    /// Scalable Vector Graphics.
    case svg

    /// Whether ``Image/decode(_:options:)`` reads it.
    public var isSupported: Bool { self == .jpeg || self == .png || self == .webp }

    /// The name in running text, for example "WebP".
    public var displayName: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .gif: "GIF"
        case .webp: "WebP"
        case .bmp: "BMP"
        case .tiff: "TIFF"
        case .heic: "HEIC"
        case .avif: "AVIF"
        case .jpegXL: "JPEG XL"
        case .jpeg2000: "JPEG 2000"
        case .psd: "Photoshop"
        case .pdf: "PDF"
        case .svg: "SVG"
        }
    }

    /// The format that a file's content announces; nil where none is recognised.
    ///
    /// - Parameter bytes: The file's content; the first 512 bytes suffice.
    public init?(detectedIn bytes: [UInt8]) {
        let head = bytes.prefix(512)
        if let format = Self.signatures.first(where: { $0.matches(head) })?.format {
            self = format
        } else if let format = Self.mediaFormat(of: head) {
            self = format
        } else if Self.isBitmap(head) {
            self = .bmp
        } else if Self.isVectorGraphic(head) {
            self = .svg
        } else {
            return nil
        }
    }
}

extension ImageFormat {
    /// Bytes at fixed places that tell a format.
    private struct Signature {
        let format: ImageFormat
        let start: [UInt8]
        /// Further bytes that must stand at an offset.
        var further: (offset: Int, bytes: [UInt8]) = (0, [])

        func matches(_ head: ArraySlice<UInt8>) -> Bool {
            head.starts(with: start) && head.dropFirst(further.offset).starts(with: further.bytes)
        }
    }

    private static var signatures: [Signature] {
        [
            Signature(format: .jpeg, start: [0xFF, 0xD8, 0xFF]),
            Signature(format: .png, start: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            Signature(format: .gif, start: Array("GIF87a".utf8)),
            Signature(format: .gif, start: Array("GIF89a".utf8)),
            Signature(format: .webp, start: Array("RIFF".utf8), further: (8, Array("WEBP".utf8))),
            Signature(format: .tiff, start: Array("II".utf8) + [42, 0]),
            Signature(format: .tiff, start: Array("MM".utf8) + [0, 42]),
            Signature(format: .tiff, start: Array("II".utf8) + [43, 0]),
            Signature(format: .tiff, start: Array("MM".utf8) + [0, 43]),
            Signature(format: .jpegXL, start: [0xFF, 0x0A]),
            Signature(format: .jpegXL, start: [0, 0, 0, 12] + Array("JXL ".utf8)),
            Signature(format: .jpeg2000, start: [0, 0, 0, 12] + Array("jP  ".utf8)),
            Signature(format: .psd, start: Array("8BPS".utf8)),
            Signature(format: .pdf, start: Array("%PDF-".utf8)),
        ]
    }

    /// HEIC or AVIF by the major brand of an ISO base media file (ISO/IEC 14496-12, box `ftyp`).
    private static func mediaFormat(of head: ArraySlice<UInt8>) -> ImageFormat? {
        guard head.dropFirst(4).starts(with: Array("ftyp".utf8)) else { return nil }
        switch String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self) {
        case "avif", "avis": return .avif
        case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1": return .heic
        default: return nil
        }
    }

    /// "BM" alone begins many a text, so the size of the second header must be one that exists.
    private static func isBitmap(_ head: ArraySlice<UInt8>) -> Bool {
        let headerSizes: [[UInt8]] = [12, 40, 52, 56, 64, 108, 124].map { [$0, 0, 0, 0] }
        return head.starts(with: Array("BM".utf8))
            && headerSizes.contains(Array(head.dropFirst(14).prefix(4)))
    }

    private static func isVectorGraphic(_ head: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: head, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return text.hasPrefix("<svg") || (text.hasPrefix("<?xml") && text.contains("<svg"))
    }
}
