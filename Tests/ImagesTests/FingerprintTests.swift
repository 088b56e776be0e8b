import Images
import Tensors
import Testing

@Suite struct FingerprintTests {
    private static func image(width: Int, height: Int, seed: UInt64 = 1) -> Image {
        var generator = SeededGenerator(seed: seed)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Image(width: width, height: height, pixels: pixels)
    }

    @Test(arguments: [(1, 1), (4, 5), (7, 3), (16, 8), (33, 2), (40, 30)])
    func `every pixel counts`(_ extent: (width: Int, height: Int)) {
        let image = Self.image(width: extent.width, height: extent.height)
        var seen: Set<[UInt8]> = [image.fingerprint]
        for index in image.pixels.indices {
            var pixels = image.pixels
            pixels[index] ^= 1
            seen.insert(Image(width: image.width, height: image.height, pixels: pixels).fingerprint)
        }
        #expect(seen.count == image.pixels.count + 1)
    }

    @Test func `equal pixels in another shape, and zeros behind them, count`() {
        let dark = { Image(width: $0, height: $1, pixels: [UInt8](repeating: 0, count: $0 * $1 * 3)) }
        let fingerprints = [dark(1, 1), dark(2, 1), dark(1, 2), dark(2, 2), dark(4, 1)].map(\.fingerprint)
        #expect(Set(fingerprints).count == 5)
        #expect(dark(2, 2).fingerprint == dark(2, 2).fingerprint)
    }

    /// High bits of one word and low bits of a later one must not cancel out.
    @Test func `two changes never cancel out`() {
        var pixels = [UInt8](repeating: 0, count: 3 * 128)
        var seen: Set<[UInt8]> = []
        for high in UInt8.min...UInt8.max {
            pixels[7] = high
            for low in [0, 64, 71, 128] {
                pixels[64 + low] = high
                seen.insert(Image(width: 128, height: 1, pixels: pixels).fingerprint)
                pixels[64 + low] = 0
            }
        }
        // With zeros alone, the four positions are the same picture.
        #expect(seen.count == 4 * 255 + 1)
    }

    @Test func `the words of two pixels may not change places`() {
        let image = Self.image(width: 40, height: 2)
        var swapped = image.pixels
        swapped.swapAt(0, 64)
        #expect(Image(width: 40, height: 2, pixels: swapped).fingerprint != image.fingerprint)
    }

    @Test func `the value is the documented one`() {
        // Python: mix = lambda x, y, h: (lambda p: hex((p >> 64) ^ (p % 2**64)))((x ^ 0x9E3779B97F4A7C15) * (y ^ h))
        // over the words 0x030201, 0 and three times 0, 0
        let image = Image(width: 1, height: 1, pixels: [1, 2, 3])
        var expected: [UInt8] = []
        for number: UInt64 in [
            1, 1, 0xad6f77ae6c727bee, 0x2d7f3f6b1a9380b4, 0x79e6412c99fba43a, 0x5f6ad19a2e8e34fd,
        ] {
            for shift: UInt64 in [0, 8, 16, 24, 32, 40, 48, 56] {
                expected.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        #expect(image.fingerprint == expected)
    }
}
