import FoundationEssentials
import Images
import Testing

/// The pixels of a file in `Fixtures`; written by `Golden/images_fixtures.py`.
struct DecodeExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let size: [Int]
    let tolerance: Int
    let pixels: Data

    var testDescription: String { file }
    static let all: [DecodeExpectation] = Fixture.expectations("decode.json")
    var image: Image { Image(width: size[0], height: size[1], pixels: Array(pixels)) }
}

@Suite struct DecodingTests {
    @Test func `all expectations are there`() {
        #expect(DecodeExpectation.all.count == 56)
    }

    @Test(arguments: DecodeExpectation.all)
    func `every kind of file decodes to its pixels`(_ expectation: DecodeExpectation) throws {
        let image = try Image.decode(Fixture.bytes(expectation.file))
        #expect(image.largestDifference(from: expectation.image) ?? 255 <= expectation.tolerance)
    }

    @Test(arguments: DecodeExpectation.all)
    func `the header alone tells format and size`(_ expectation: DecodeExpectation) throws {
        let info = try Image.inspect(Fixture.bytes(expectation.file))
        #expect(info.format == Fixture.format(of: expectation.file))
        #expect([info.uprightWidth, info.uprightHeight] == expectation.size)
        #expect([info.width, info.height] == [21, 13])
    }

    @Test func `an animated WebP is refused, because no one frame of it is the picture`() throws {
        let bytes = try Fixture.bytes("animation.webp")
        #expect(throws: ImageError.unsupportedVariant(.webp, message: "an animation")) {
            try Image.decode(bytes)
        }
    }

    @Test func `orientation is applied only where it is wanted`() throws {
        let bytes = try Fixture.bytes("orientation-6.jpg")
        let stored = try Image.decode(bytes, options: DecodingOptions(appliesOrientation: false))
        #expect(stored.width == 21 && stored.height == 13)
        #expect(try Image.decode(bytes) == stored.oriented(.clockwise))
        #expect(try Image.inspect(bytes).orientation == .clockwise)
    }

    @Test func `the background shows through by the documented formula`() throws {
        let bytes = try Fixture.bytes("rgba-8.png")
        let onWhite = try Image.decode(bytes)
        let onBlack = try Image.decode(bytes, options: DecodingOptions(alphaBackground: .black))
        // With a = alpha: white ground gives (a·c + (255 − a)·255) / 255, black a·c / 255; they differ by 255
        // − a, one number for the three samples of a pixel, up to rounding.
        for y in 0..<onWhite.height {
            for x in 0..<onWhite.width {
                let (white, black) = (onWhite[x, y], onBlack[x, y])
                let differences = [
                    Int(white.red) - Int(black.red), Int(white.green) - Int(black.green),
                    Int(white.blue) - Int(black.blue),
                ]
                #expect((differences.max() ?? 0) - (differences.min() ?? 0) <= 1)
            }
        }
        #expect(onBlack != onWhite)
    }

    @Test(arguments: [(nil, 96), (96, 96), (49, 96), (48, 48), (25, 48), (24, 24), (12, 12), (1, 12)])
    func `a reduced decode keeps the wanted short side`(_ minimum: Int?, _ expected: Int) throws {
        let picture = TestPictures.gradient(width: 160, height: 96)
        let bytes = try picture.encodedJPEG(quality: 95)
        let image = try Image.decode(bytes, options: DecodingOptions(minimumShortSide: minimum))
        #expect(image.height == expected && image.width == 160 * expected / 96)
        let reference = picture.resized(toWidth: image.width, height: image.height, filter: .bilinear)
        #expect(image.largestDifference(from: reference) ?? 255 <= 12)
    }

    @Test func `a reduced side is rounded up`() throws {
        let bytes = try TestPictures.gradient(width: 33, height: 17).encodedJPEG()
        let image = try Image.decode(bytes, options: DecodingOptions(minimumShortSide: 5))
        #expect(image.width == 9 && image.height == 5)
    }

    @Test(arguments: ["rgb-8.png", "lossy.webp"])
    func `a PNG or WebP is never reduced`(_ file: String) throws {
        let bytes = try Fixture.bytes(file)
        let reduced = try Image.decode(bytes, options: DecodingOptions(minimumShortSide: 1))
        #expect(try reduced == Image.decode(bytes))
    }
}
