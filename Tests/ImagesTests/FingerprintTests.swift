import Images
import Tensors
import Testing

@Suite struct FingerprintTests {
    private static func image(width: Int, height: Int, seed: UInt64 = 1) -> Image {
        var generator = SeededGenerator(seed: seed)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Image(width: width, height: height, pixels: pixels)
    }

    @Test(arguments: [(1, 1), (4, 5), (7, 3), (16, 8), (33, 2)])
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

    @Test func `the words of two pixels may not change places`() {
        let image = Self.image(width: 40, height: 2)
        var swapped = image.pixels
        swapped.swapAt(0, 64)
        #expect(Image(width: 40, height: 2, pixels: swapped).fingerprint != image.fingerprint)
    }

    @Test func `the value is the documented one`() {
        // The words are 0x0201 and 0x0003, each in a position of its own; Python says
        // [x * m & 0xFFFF for x in (0x0201, 0x0003) for m in (0x9E3B, 0xC2B3)].
        let image = Image(width: 1, height: 1, pixels: [1, 2, 3])
        let numbers: [UInt16] = [0x143B, 0x28B3, 0xDAB1, 0x4819] + [UInt16](repeating: 0, count: 60)
        var expected: [UInt8] = [1, 0, 0, 0, 1, 0, 0, 0]
        for number in numbers { expected += [UInt8(number & 255), UInt8(number >> 8)] }
        #expect(image.fingerprint == expected)
    }
}
