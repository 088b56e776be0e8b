import Images
import TestSupport

/// PNG files through the decoder that all commands use.
enum PNGTarget: FuzzTarget {
    static let name = "png"

    static func check(_ bytes: [UInt8]) { PictureChecks.check(bytes) }

    static func seeds() throws -> [[UInt8]] {
        try SeedPictures.all.map { try $0.encodedPNG() }
    }

    static func mended(_ bytes: [UInt8]) -> [UInt8] { PNGChunks.withCorrectSums(bytes) }
}
