import Images
import Testing

/// A TIFF block, and the orientation that a reader must see in it.
struct MetadataCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let block: [UInt8]
    var expected = ImageOrientation.upright

    static let littleEndian: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]

    static let all = [
        MetadataCase(testDescription: "nothing", block: []),
        MetadataCase(testDescription: "a byte order and no more", block: [0x49, 0x49]),
        MetadataCase(testDescription: "no directory", block: littleEndian),
        MetadataCase(
            testDescription: "a directory beyond the end",
            block: [0x49, 0x49, 42, 0, 0xFF, 0xFF, 0xFF, 0xFF]),
        MetadataCase(
            testDescription: "a directory that is its own header",
            block: [0x4D, 0x4D, 0, 42, 0, 0, 0, 0] + [UInt8](repeating: 0x4D, count: 20)),
        MetadataCase(
            testDescription: "65535 entries of which none is there", block: littleEndian + [0xFF, 0xFF]),
        MetadataCase(
            testDescription: "an entry cut in its middle",
            block: littleEndian + [1, 0, 0x12, 0x01, 3, 0, 1, 0]),
        MetadataCase(
            testDescription: "text instead of a number",
            block: littleEndian + [1, 0, 0x12, 0x01, 2, 0, 1, 0, 0, 0, 6, 0, 0, 0]),
        MetadataCase(
            testDescription: "two values",
            block: littleEndian + [1, 0, 0x12, 0x01, 3, 0, 2, 0, 0, 0, 6, 0, 6, 0]),
        MetadataCase(
            testDescription: "orientation 0",
            block: littleEndian + [1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
        MetadataCase(
            testDescription: "orientation 9",
            block: littleEndian + [1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]),
        MetadataCase(
            testDescription: "orientation 6 as a short number",
            block: littleEndian + [1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0], expected: .clockwise),
        MetadataCase(
            testDescription: "orientation 8 as a long number behind another entry",
            block: littleEndian + [2, 0] + [0x0F, 0x01, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0]
                + [0x12, 0x01, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0], expected: .counterclockwise),
        MetadataCase(
            testDescription: "orientation 3 in the other byte order",
            block: [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0],
            expected: .halfTurn),
    ]
}

@Suite struct MetadataTests {
    @Test(arguments: MetadataCase.all)
    func `metadata of a JPEG is read within its bounds`(_ metadata: MetadataCase) throws {
        let plain = try Fixture.bytes("grey.jpg")
        let bytes = Metadata.inserting(metadata.block, intoJPEG: plain)
        #expect(try Image.inspect(bytes).orientation == metadata.expected)
        #expect(try Image.decode(bytes) == Image.decode(plain).oriented(metadata.expected))
    }

    @Test(arguments: MetadataCase.all)
    func `metadata of a PNG is read within its bounds`(_ metadata: MetadataCase) throws {
        let plain = try Fixture.bytes("rgb-8.png")
        let bytes = PNGBuilder.inserting(PNGBuilder.chunk("eXIf", metadata.block), into: plain)
        #expect(try Image.inspect(bytes).orientation == metadata.expected)
        #expect(try Image.decode(bytes) == Image.decode(plain).oriented(metadata.expected))
    }

    @Test func `a compressed profile is skipped, however large it claims to be`() throws {
        let plain = try Fixture.bytes("rgb-8.png")
        let profile = PNGBuilder.chunk(
            "iCCP", Array("x".utf8) + [0, 0] + [UInt8](repeating: 0x5A, count: 500))
        let text = PNGBuilder.chunk("zTXt", Array("x".utf8) + [0, 0] + [UInt8](repeating: 0x5A, count: 500))
        let bytes = PNGBuilder.inserting(
            profile + [[UInt8]](repeating: text, count: 2000).flatMap { $0 }, into: plain)
        #expect(try Image.decode(bytes) == Image.decode(plain))
    }
}
