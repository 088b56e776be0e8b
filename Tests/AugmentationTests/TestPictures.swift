import Images
import Tensors

/// Pictures that tests compute.
enum TestPictures {
    /// Every sample at random, always the same for one size.
    static func noise(width: Int, height: Int) -> Image {
        var generator = SeededGenerator(seed: 5)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Image(width: width, height: height, pixels: pixels)
    }

    /// Large smooth areas, so that interpolation and compression change little.
    static func smooth(width: Int, height: Int) -> Image {
        let pixels = (0..<width * height).flatMap { pixel -> [UInt8] in
            [UInt8(40 + 150 * (pixel % width) / width), UInt8(60 + 120 * (pixel / width) / height), 90]
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}
