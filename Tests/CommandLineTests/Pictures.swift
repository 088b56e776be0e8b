import Images
import Tensors

/// Pictures in forms that the sample data set does not have.
enum Pictures {
    /// A JPEG file of noise, in which every byte counts.
    static func jpeg() throws -> [UInt8] {
        let pixels = (0..<64 * 48 * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 5 + $0) }
        return try Image(width: 64, height: 48, pixels: pixels).encodedJPEG()
    }

    /// A PNG file of colours at random.
    static func noise(width: Int, height: Int) throws -> [UInt8] {
        var generator = SeededGenerator(seed: 1)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return try Image(width: width, height: height, pixels: pixels).encodedPNG()
    }
}
