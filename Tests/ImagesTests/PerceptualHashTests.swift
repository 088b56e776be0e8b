import FoundationEssentials
import Images
import Testing

@Suite struct PerceptualHashTests {
    private static let picture = TestPictures.pattern(width: 90, height: 70)
    private static let hash = PerceptualHash(of: picture)

    private static func changed(_ change: (Double) -> Double) -> Image {
        let pixels = picture.pixels.map { UInt8(min(max(change(Double($0)), 0), 255).rounded()) }
        return Image(width: picture.width, height: picture.height, pixels: pixels)
    }

    @Test func `the distance counts bits`() {
        let hash = PerceptualHash(bits: 0b1011)
        #expect(hash.distance(to: PerceptualHash(bits: 0b0110)) == 3)
        #expect(hash.distance(to: hash) == 0)
        #expect(PerceptualHash(bits: 0).distance(to: PerceptualHash(bits: .max)) == 64)
    }

    @Test func `mirroring a picture flips the same bits of every hash`() {
        #expect(PerceptualHash(of: Self.picture.mirrored()).distance(to: Self.hash.mirrored) <= 1)
        #expect(Self.hash.mirrored.mirrored == Self.hash)
        #expect(Self.hash.mirrored.bits ^ Self.hash.bits == PerceptualHash.oddColumns)
        #expect(PerceptualHash.oddColumns.nonzeroBitCount == 30)
    }

    @Test func `64 different frequencies are looked at, the mean is not`() {
        let frequencies = PerceptualHash.frequencies
        #expect(Set(frequencies.map { [$0.row, $0.column] }).count == 64)
        #expect(!frequencies.contains { $0.row + $0.column == 0 })
    }

    @Test func `brightness and contrast change little`() {
        #expect(PerceptualHash(of: Self.changed { $0 * 0.8 }).distance(to: Self.hash) <= 2)
        #expect(PerceptualHash(of: Self.changed { 128 + ($0 - 128) * 0.6 }).distance(to: Self.hash) <= 2)
        #expect(PerceptualHash(of: Self.changed { $0 / 2 + 100 }).distance(to: Self.hash) <= 2)
        #expect(PerceptualHash(of: Self.changed { 255 - $0 }).distance(to: Self.hash) >= 62)
    }

    @Test func `size and encoding change little`() throws {
        let small = Self.picture.resized(toWidth: 63, height: 49)
        #expect(PerceptualHash(of: small).distance(to: Self.hash) <= 2)
        let encoded = try Image.decode(Self.picture.encodedJPEG(quality: 60))
        #expect(PerceptualHash(of: encoded).distance(to: Self.hash) <= 2)
    }

    @Test func `another picture is far away`() {
        let other = PerceptualHash(of: TestPictures.gradient(width: 90, height: 70))
        #expect(other.distance(to: Self.hash) > 16)
    }

    @Test func `a hash is written as sixteen digits`() throws {
        let hash = PerceptualHash(bits: 0xABC)
        #expect(hash.description == "0000000000000abc")
        let data = try JSONEncoder().encode([hash])
        #expect(String(decoding: data, as: UTF8.self) == #"["0000000000000abc"]"#)
        #expect(try JSONDecoder().decode([PerceptualHash].self, from: data) == [hash])
    }

    @Test(arguments: [
        "", "abc", "+000000000000abc", "0000000000000abcd", "000000000000xabc", "-000000000000abc",
    ])
    func `other text is no hash`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([PerceptualHash].self, from: Data("[\"\(text)\"]".utf8))
        }
    }
}
