import Images

/// JPEG files through the decoder that all commands use.
enum JPEGTarget: FuzzTarget {
    static let name = "jpeg"

    static func check(_ bytes: [UInt8]) { PictureChecks.check(bytes) }

    static func seeds() throws -> [[UInt8]] {
        try SeedPictures.all.flatMap { picture in
            try [ChromaSubsampling.none, .horizontal, .quarter].flatMap { subsampling in
                try [20, 90].map { try picture.encodedJPEG(quality: $0, subsampling: subsampling) }
            }
        }
    }
}
