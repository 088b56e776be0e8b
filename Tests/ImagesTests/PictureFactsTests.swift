import FoundationEssentials
import Images
import Testing

/// What SciPy and NumPy make of `TestPictures.pattern`; written by `Golden/images_facts.py`.
struct FactsExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let size: [Int]
    let mean: Double
    let deviation: Double
    let sharpness: Double
    let hash: PerceptualHash
    /// The bits of the hash that rounding cannot change.
    let certain: PerceptualHash

    var testDescription: String { "\(size[0])×\(size[1])" }
}

@Suite struct PictureFactsTests {
    private static let expectations: [FactsExpectation] = Fixture.expectations("facts.json")

    static func facts(_ image: Image) -> PictureFacts {
        PictureFacts(of: image, width: image.width, height: image.height)
    }

    @Test func `all expectations are there`() {
        #expect(Self.expectations.count == 8)
    }

    @Test(arguments: expectations)
    func `facts equal those of an independent implementation`(_ expected: FactsExpectation) {
        #if DEBUG
        guard expected.size[0] * expected.size[1] < 60_000 else { return }
        #endif
        let facts = Self.facts(TestPictures.pattern(width: expected.size[0], height: expected.size[1]))
        #expect([facts.width, facts.height] == expected.size)
        #expect(abs(facts.meanLuminance - expected.mean) < 0.3)
        #expect(abs(facts.luminanceDeviation - expected.deviation) < 0.3)
        #expect(abs(facts.sharpness - expected.sharpness) <= 0.02 * expected.sharpness + 0.01)
        #expect((facts.hash.bits ^ expected.hash.bits) & expected.certain.bits == 0)
        #expect(expected.certain.bits.nonzeroBitCount >= 60)
        #expect(!facts.isGray || expected.size == [1, 1])
    }

    @Test func `the info of the file gives the upright size`() throws {
        let info = ImageInfo(format: .jpeg, width: 600, height: 400, orientation: .clockwise)
        let facts = PictureFacts(of: TestPictures.gradient(width: 40, height: 60), info: info)
        #expect([facts.width, facts.height] == [400, 600])
    }

    @Test func `a picture of one colour is flat`() {
        let facts = Self.facts(
            Image(width: 20, height: 30, filledWith: RGBColor(red: 10, green: 200, blue: 30)))
        // (77 · 10 + 150 · 200 + 29 · 30) / 256
        #expect(facts.meanLuminance == 123.59375)
        #expect(facts.luminanceDeviation == 0 && facts.sharpness == 0)
        #expect(facts.hash.bits == 0 && !facts.hasMeaningfulHash && !facts.isGray)
    }

    static let extremes: [(level: UInt8, mean: Double)] = [(0, 0), (1, 1), (254, 254), (255, 255)]

    @Test(arguments: extremes, [(1, 1), (3, 1000), (1000, 3), (129, 31)])
    func `no size or level overflows`(_ extreme: (level: UInt8, mean: Double), size: (Int, Int)) {
        let color = RGBColor(red: extreme.level, green: extreme.level, blue: extreme.level)
        let facts = Self.facts(Image(width: size.0, height: size.1, filledWith: color))
        #expect(facts.meanLuminance == extreme.mean && facts.luminanceDeviation == 0 && facts.isGray)
    }

    @Test(arguments: [0, 8, 9, 255])
    func `a difference of up to eight levels is grey`(difference: Int) {
        let level = UInt8(255 - difference)
        for color in [
            RGBColor(red: 255, green: level, blue: level), RGBColor(red: level, green: 255, blue: level),
            RGBColor(red: level, green: level, blue: 255), RGBColor(red: level, green: 255, blue: 255),
        ] {
            let facts = Self.facts(Image(width: 40, height: 50, filledWith: color))
            #expect(facts.isGray == (difference <= 8))
        }
    }

    @Test func `one coloured spot makes a picture coloured, colour noise does not`() {
        var pixels = [UInt8](repeating: 90, count: 128 * 128 * 3)
        pixels[3 * (128 * 100 + 90)] = 120
        #expect(!Self.facts(Image(width: 128, height: 128, pixels: pixels)).isGray)
        let noise = (0..<384 * 384).flatMap { pixel -> [UInt8] in
            pixel % 2 == 0 ? [90, 96, 90] : [96, 90, 96]
        }
        #expect(Self.facts(Image(width: 384, height: 384, pixels: noise)).isGray)
    }

    #if !DEBUG
    @Test func `facts hardly depend on the resolution`() throws {
        let image = TestPictures.gradient(width: 900, height: 1200)
        let photo =
            Fixture.hasSharedData
            ? try Image.decode(Fixture.sharedBytes("imagenet100/n01440764_tench.JPEG")) : image
        let large = Self.facts(photo)
        let small = Self.facts(photo.resized(toWidth: photo.width * 3 / 5, height: photo.height * 3 / 5))
        #expect(abs(large.meanLuminance - small.meanLuminance) < 0.5)
        #expect(abs(large.luminanceDeviation - small.luminanceDeviation) < 0.5)
        #expect(abs(large.sharpness - small.sharpness) <= 0.25 * large.sharpness)
        #expect(large.hash.distance(to: small.hash) <= 1)
    }
    #endif

    @Test func `facts survive being written as bytes and as JSON`() throws {
        let coloured = Self.facts(TestPictures.pattern(width: 37, height: 29))
        let gray = Self.facts(Image(width: 5, height: 7, filledWith: RGBColor(red: 9, green: 9, blue: 9)))
        for facts in [coloured, gray] {
            #expect(facts.bytes.count == PictureFacts.byteCount)
            #expect(PictureFacts(bytes: facts.bytes) == facts)
            #expect(try JSONDecoder().decode(PictureFacts.self, from: JSONEncoder().encode(facts)) == facts)
        }
    }

    @Test func `bytes of another length or version, or of no picture, are refused`() {
        let bytes = Self.facts(TestPictures.pattern(width: 37, height: 29)).bytes
        #expect(PictureFacts(bytes: bytes.dropLast()) == nil)
        #expect(PictureFacts(bytes: bytes + [0]) == nil)
        #expect(PictureFacts(bytes: []) == nil)
        func changed(_ position: Int, to values: [UInt8]) -> [UInt8] {
            var copy = bytes
            copy.replaceSubrange(position..<position + values.count, with: values)
            return copy
        }
        #expect(PictureFacts(bytes: changed(28, to: [2, 0])) == nil)
        #expect(PictureFacts(bytes: changed(0, to: [0, 0, 0, 0])) == nil)
        #expect(PictureFacts(bytes: changed(4, to: [0, 0, 0, 0])) == nil)
        for position in [8, 12, 16] {
            // Not a number, infinity and −1.
            for value: [UInt8] in [[0, 0, 0xC0, 0x7F], [0, 0, 0x80, 0x7F], [0, 0, 0x80, 0xBF]] {
                #expect(PictureFacts(bytes: changed(position, to: value)) == nil)
            }
        }
    }
}
