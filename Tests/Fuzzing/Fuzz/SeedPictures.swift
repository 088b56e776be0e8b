import Images

/// Pictures that seeds are made of.
enum SeedPictures {
    /// Small pictures with odd sides.
    static let all = [(1, 1), (9, 7), (17, 33), (40, 24)].map { gradient(width: $0.0, height: $0.1) }

    private static func gradient(width: Int, height: Int) -> Image {
        let pixels = (0..<width * height).flatMap { pixel -> [UInt8] in
            let (x, y) = (pixel % width, pixel / width)
            return [UInt8(255 * x / width), UInt8(255 * y / height), UInt8((x * 31 ^ y * 57) % 256)]
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}
