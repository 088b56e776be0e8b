extension ImageOrientation {
    /// The orientation that a JPEG, PNG or WebP file states, upright where it states none or one that does
    /// not exist.
    ///
    /// Every number in the metadata is hostile until checked: all reads are bounded by the block that holds
    /// them, and no offset is followed twice, so the time is linear in the length of the file.
    /// Source: TIFF 6.0, section 2; EXIF 2.32, section 4.7.2; PNG third edition, chunk `eXIf`;
    /// Google, "WebP Container Specification", chunk `EXIF`.
    init(exifIn bytes: [UInt8], format: ImageFormat) {
        let block =
            switch format {
            case .jpeg: Self.exifBlock(inJPEG: bytes)
            case .png: Self.exifBlock(inPNG: bytes)
            case .webp: Self.exifBlock(inWebP: bytes)
            default: Range<Int>?.none
            }
        self = block.flatMap { TIFFBlock(bytes: bytes[$0])?.orientation } ?? .upright
    }

    /// Where the TIFF structure of a JPEG's first EXIF segment lies.
    private static func exifBlock(inJPEG bytes: [UInt8]) -> Range<Int>? {
        let identifier = Array("Exif".utf8) + [0]
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            switch marker {
            case 0xFF:  // padding before a marker
                position += 1
                continue
            case 0x01, 0xD0...0xD7:  // markers without a segment
                position += 2
                continue
            case 0xD9, 0xDA:  // the end, or pixel data
                return nil
            default:
                break
            }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= bytes.count else { return nil }
            let payload = position + 4
            // The identifier ends with two zeros, but some writers fill the second with something else.
            if marker == 0xE1, length >= 8, bytes[payload...].starts(with: identifier) {
                return payload + 6..<end
            }
            position = end
        }
        return nil
    }

    /// Where the TIFF structure of a PNG's `eXIf` chunk lies.
    private static func exifBlock(inPNG bytes: [UInt8]) -> Range<Int>? {
        let wanted = Array("eXIf".utf8)
        var position = 8
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let payload = position + 8
            guard length <= bytes.count - payload - 4 else { return nil }
            if bytes[(position + 4)...].starts(with: wanted) { return payload..<payload + length }
            position = payload + length + 4
        }
        return nil
    }

    /// Whether a WebP says that it holds EXIF metadata, but ends before them: they stand behind the pixels.
    static func isMissing(fromWebP bytes: [UInt8]) -> Bool {
        announcesExif(webP: bytes) && exifBlock(inWebP: bytes) == nil
    }

    private static func announcesExif(webP bytes: [UInt8]) -> Bool {
        // The first chunk is the extended header, and its first byte has the flag.
        bytes.count > 20 && bytes[12...].starts(with: Array("VP8X".utf8)) && bytes[20] & 0x08 != 0
    }

    /// Where the TIFF structure of a WebP's `EXIF` chunk lies.
    private static func exifBlock(inWebP bytes: [UInt8]) -> Range<Int>? {
        guard announcesExif(webP: bytes) else { return nil }
        let wanted = Array("EXIF".utf8)
        var position = 12
        while position + 8 <= bytes.count {
            let length = bytes[position + 4..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            let payload = position + 8
            guard length <= bytes.count - payload else { return nil }
            if bytes[position...].starts(with: wanted) {
                // Some writers put the identifier of JPEG's segment before the block.
                let start =
                    bytes[payload...].starts(with: Array("Exif".utf8) + [0, 0]) ? payload + 6 : payload
                return start..<max(start, payload + length)
            }
            position = payload + length + length % 2
        }
        return nil
    }
}

/// A TIFF structure of which only the first directory is read.
private struct TIFFBlock {
    let bytes: ArraySlice<UInt8>
    let isBigEndian: Bool

    init?(bytes: ArraySlice<UInt8>) {
        if bytes.starts(with: [0x4D, 0x4D, 0, 42]) {
            isBigEndian = true
        } else if bytes.starts(with: [0x49, 0x49, 42, 0]) {
            isBigEndian = false
        } else {
            return nil
        }
        self.bytes = bytes
    }

    /// The unsigned number in `byteCount` bytes at an offset from the start; nil outside of the block.
    private func number(at offset: Int, byteCount: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - byteCount else { return nil }
        let start = bytes.startIndex + offset
        let digits = bytes[start..<start + byteCount]
        return isBigEndian
            ? digits.reduce(0) { $0 << 8 | Int($1) } : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The value of the orientation tag where it is one of the eight.
    var orientation: ImageOrientation? {
        guard let directory = number(at: 4, byteCount: 4), let count = number(at: directory, byteCount: 2)
        else {
            return nil
        }
        let (shortType, longType) = (3, 4)
        for entry in 0..<count {
            let start = directory + 2 + 12 * entry
            guard let tag = number(at: start, byteCount: 2) else { return nil }
            guard tag == 0x0112 else { continue }
            guard let type = number(at: start + 2, byteCount: 2), number(at: start + 4, byteCount: 4) == 1,
                type == shortType || type == longType,
                let value = number(at: start + 8, byteCount: type == shortType ? 2 : 4)
            else { return nil }
            return ImageOrientation(rawValue: value)
        }
        return nil
    }
}
