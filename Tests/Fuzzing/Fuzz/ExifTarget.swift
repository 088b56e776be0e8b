import Images
import TestSupport

/// The EXIF block of a picture, which holds the orientation. The input is the block alone; it is put into a
/// sound JPEG, PNG and WebP.
enum ExifTarget: FuzzTarget {
    static let name = "exif"

    /// A segment's length has 16 bits and counts itself and the identifier too.
    private static let largestBlock = 65_535 - 2 - identifier.count
    private static let identifier: [UInt8] = Array("Exif".utf8) + [0, 0]

    private static let jpeg = carrier { try $0.encodedJPEG() }
    private static let png = carrier { try $0.encodedPNG() }

    private static func carrier(_ encode: (Image) throws -> [UInt8]) -> [UInt8] {
        do {
            return try encode(SeedPictures.all[1])
        } catch {
            preconditionFailure("the picture around the block cannot be written: \(error)")
        }
    }

    static func check(_ bytes: [UInt8]) {
        let block = Array(bytes.prefix(largestBlock))
        let length = 2 + identifier.count + block.count
        let segment = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + identifier + block
        let inJPEG = orientation(Array(jpeg[..<2]) + segment + jpeg[2...])
        // The header chunk ends 33 bytes into the file.
        let inPNG = orientation(Array(png[..<33]) + PNGChunks.chunk("eXIf", block) + png[33...])
        Promise.hold(inJPEG == inPNG, "a JPEG is turned \(inJPEG), a PNG \(inPNG)")
        // In a WebP, the identifier of a JPEG's segment is stepped over.
        if !block.starts(with: identifier) {
            let inWebP = orientation(WebPTarget.picture(exif: block))
            Promise.hold(inJPEG == inWebP, "a JPEG is turned \(inJPEG), a WebP \(inWebP)")
        }
    }

    private static func orientation(_ file: [UInt8]) -> ImageOrientation {
        do {
            let orientation = try Image.inspect(file).orientation
            let picture = try Image.decode(file)
            Promise.hold(
                picture.width == (orientation.swapsAxes ? 7 : 9), "a picture is not turned \(orientation)")
            return orientation
        } catch {
            Promise.hold(false, "a block of metadata keeps a picture from being read: \(error)")
            return .upright
        }
    }

    static func seeds() throws -> [[UInt8]] {
        // The first directory: a width, the orientation as a short and as a long number, a description.
        let short: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        let long: [UInt8] = [0x01, 0x12, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8]
        let width: [UInt8] = [0x01, 0x00, 0, 4, 0, 0, 0, 1, 0, 0, 0, 9]
        let text: [UInt8] = [0x01, 0x0E, 0, 2, 0, 0, 0, 4, 97, 98, 99, 0]
        let directories = [[short], [long], [width, short], [width, text, long], [width]]
        let bigEndian = directories.map { entries -> [UInt8] in
            [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, UInt8(entries.count)] + entries.joined() + [0, 0, 0, 0]
        }
        let littleEndian: [UInt8] =
            [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0]
            + [0x12, 0x01, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0] + [0, 0, 0, 0]
        return bigEndian + [littleEndian]
    }
}
