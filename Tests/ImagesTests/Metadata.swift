import Images

/// EXIF blocks made by hand.
enum Metadata {
    /// A TIFF block with nothing but an orientation, by its number in the file.
    static func block(orientation: UInt16) -> [UInt8] {
        [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0]
            + [UInt8(orientation & 255), UInt8(orientation >> 8), 0, 0, 0, 0, 0, 0]
    }

    /// A JPEG file with a TIFF block as its first EXIF segment.
    static func inserting(_ block: [UInt8], intoJPEG file: [UInt8]) -> [UInt8] {
        let payload = Array("Exif".utf8) + [0, 0] + block
        let length = payload.count + 2
        return Array(file[..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + payload
            + file[2...]
    }

    /// A JPEG file that states an orientation.
    static func inserting(orientation: ImageOrientation, intoJPEG file: [UInt8]) -> [UInt8] {
        inserting(block(orientation: UInt16(orientation.rawValue)), intoJPEG: file)
    }
}
