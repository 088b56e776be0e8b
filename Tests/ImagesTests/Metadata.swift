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

    /// A WebP file of one chunk with the extended header and a TIFF block put around it.
    static func appending(_ block: [UInt8], toWebP file: [UInt8], width: Int, height: Int) -> [UInt8] {
        let extent = [width - 1, height - 1].flatMap { side -> [UInt8] in
            [UInt8(side & 255), UInt8(side >> 8), 0]
        }
        let header = chunk("VP8X", [0x08, 0, 0, 0] + extent)
        return chunk("RIFF", Array("WEBP".utf8) + header + Array(file[12...]) + chunk("EXIF", block))
    }

    /// A chunk of a RIFF file.
    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + PNGBuilder.bigEndian(UInt32(data.count)).reversed() + data
            + [UInt8](repeating: 0, count: data.count % 2)
    }

    /// A JPEG file that states an orientation.
    static func inserting(orientation: ImageOrientation, intoJPEG file: [UInt8]) -> [UInt8] {
        inserting(block(orientation: UInt16(orientation.rawValue)), intoJPEG: file)
    }
}
