import Images
import Tensors
import Testing

/// A kind of JPEG of which parts are decoded.
struct PartCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable () throws -> [UInt8]

    /// A file of `Fixtures`.
    init(_ file: String) {
        testDescription = file
        bytes = { try Fixture.bytes(file) }
    }

    /// What our encoder makes.
    init(_ subsampling: ChromaSubsampling, width: Int, height: Int) {
        testDescription = "\(subsampling), \(width)×\(height)"
        bytes = {
            try TestPictures.pattern(width: width, height: height)
                .encodedJPEG(quality: 90, subsampling: subsampling)
        }
    }

    /// A picture that states an orientation.
    init(_ orientation: ImageOrientation) {
        testDescription = "\(orientation)"
        bytes = {
            let picture = TestPictures.pattern(width: 70, height: 45)
            return Metadata.inserting(
                orientation: orientation, intoJPEG: try picture.encodedJPEG(subsampling: .quarter))
        }
    }

    /// A progressive file whose last scans were left out in good order, so that coefficients are less precise and
    /// libjpeg smooths what it shows of them.
    static let unfinished = PartCase("unfinished") {
        let bytes = try Fixture.bytes("cut-progressive.jpg")
        let scans = (0..<bytes.count - 1).filter { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA }
        return bytes[..<scans[2]] + [0xFF, 0xD9]
    }

    private init(_ name: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) {
        testDescription = name
        self.bytes = bytes
    }

    static let all =
        CutCase.all.filter { $0.format == .jpeg }.map { PartCase($0.file) }
        + ["cmyk.jpg", "grey.jpg", "progressive.jpg", "restart.jpg", "rgb.jpg", "ycc-420.jpg"].map {
            PartCase($0)
        }
        + ChromaSubsampling.allCases.flatMap { subsampling in
            [(131, 97), (64, 48), (5, 40), (40, 3)].map {
                PartCase(subsampling, width: $0.0, height: $0.1)
            }
        } + ImageOrientation.allCases.map { PartCase($0) } + [unfinished]
}

@Suite struct PictureFileTests {
    /// A region of a picture, small or large, at the border or not.
    private static func region(
        width: Int, height: Int, using generator: inout SeededGenerator
    ) -> PixelRegion {
        let columns = Int.random(in: 1...width, using: &generator)
        let rows = Int.random(in: 1...height, using: &generator)
        return PixelRegion(
            x: Int.random(in: 0...width - columns, using: &generator),
            y: Int.random(in: 0...height - rows, using: &generator), width: columns, height: rows)
    }

    @Test(arguments: PartCase.all, [nil, 24, 12, 1])
    func `a part of a JPEG has the pixels of the whole picture`(
        _ file: PartCase, _ minimumShortSide: Int?
    ) throws {
        let bytes = try file.bytes()
        for applies in [true, false] {
            let options = DecodingOptions(appliesOrientation: applies, minimumShortSide: minimumShortSide)
            let file = try PictureFile(bytes, options: options)
            let whole = try Image.decode(bytes, options: options)
            var generator = SeededGenerator(seed: 6)
            for _ in 0..<12 {
                let region = Self.region(width: whole.width, height: whole.height, using: &generator)
                let part = try file.part(region)
                #expect(part.image == whole.cropped(to: region), "\(region)")
                #expect(part.region == region)
                #expect(part.pictureWidth == whole.width && part.pictureHeight == whole.height)
            }
        }
    }

    @Test(arguments: DecodeExpectation.all)
    func `the size is known before the picture is decoded`(_ expectation: DecodeExpectation) throws {
        let file = try PictureFile(Fixture.bytes(expectation.file))
        #expect([file.width, file.height] == expectation.size)
        let decoded = try file.decoded()
        #expect([decoded.image.width, decoded.image.height] == expectation.size)
        #expect(decoded.info == file.info)
    }

    @Test func `only JPEG files that must be whole have parts`() throws {
        let salvaging = DecodingOptions(minimumCompleteShare: 0.5)
        #expect(try PictureFile(Fixture.bytes("rgb.jpg")).hasParts)
        #expect(try !PictureFile(Fixture.bytes("rgb.jpg"), options: salvaging).hasParts)
        #expect(try !PictureFile(Fixture.bytes("rgb-8.png")).hasParts)
        #expect(try !PictureFile(Fixture.bytes("lossy.webp")).hasParts)
    }

    @Test func `what a part needs must be there, what stands behind it not`() throws {
        let bytes = try Fixture.bytes("cut-420.jpg")
        let cut = Array(bytes.prefix(bytes.count / 2))
        let file = try PictureFile(cut)
        let whole = try Image.decode(bytes)
        let top = PixelRegion(x: 3, y: 2, width: 40, height: 12)
        #expect(try file.part(top).image == whole.cropped(to: top))
        let bottom = PixelRegion(x: 3, y: whole.height - 9, width: 40, height: 9)
        #expect(throws: ImageError.truncated(.jpeg, byteCount: cut.count)) { try file.part(bottom) }
    }

    @Test func `a progressive file must be there to its end`() throws {
        let bytes = try Array(Fixture.bytes("cut-progressive.jpg").dropLast(2))
        let file = try PictureFile(bytes)
        #expect(throws: ImageError.truncated(.jpeg, byteCount: bytes.count)) {
            try file.part(PixelRegion(x: 0, y: 0, width: 4, height: 4))
        }
    }

    @Test func `a part outside of the picture traps`() async {
        await #expect(processExitsWith: .failure) {
            let file = try PictureFile(TestPictures.gradient(width: 8, height: 8).encodedJPEG())
            _ = try file.part(PixelRegion(x: 1, y: 0, width: 8, height: 8))
        }
    }

    @Test func `a part of a PNG traps`() async {
        await #expect(processExitsWith: .failure) {
            let file = try PictureFile(TestPictures.gradient(width: 8, height: 8).encodedPNG())
            _ = try file.part(PixelRegion(x: 0, y: 0, width: 8, height: 8))
        }
    }
}
