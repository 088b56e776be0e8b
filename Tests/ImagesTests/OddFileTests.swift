import Images
import Testing

/// Files that are whole but unusual; what each must give is known from a plain one.
@Suite struct OddFileTests {
    @Test(arguments: [
        "cut-arithmetic.jpg", "cut-progressive.jpg", "cut-progressive-arithmetic.jpg", "cut-separate.jpg",
    ])
    func `the coding and the order of the same coefficients do not matter`(_ file: String) throws {
        #expect(try Image.decode(Fixture.bytes(file)) == Image.decode(Fixture.bytes("cut-420.jpg")))
    }

    @Test(arguments: [
        ("rgb-8-gamma.png", "rgb-8.png"), ("rgb-8-profile.png", "rgb-8.png"), ("profile.webp", "lossy.webp"),
    ])
    func `gamma and colour profiles are not applied`(_ file: String, _ plain: String) throws {
        #expect(try Image.decode(Fixture.bytes(file)) == Image.decode(Fixture.bytes(plain)))
    }

    @Test func `a thumbnail and its orientation are not the picture's`() throws {
        let bytes = try Fixture.bytes("thumbnail.jpg")
        #expect(bytes.lastStartOfJPEG > 2)
        let decoded = try DecodedImage(decoding: bytes)
        #expect(decoded.info.orientation == .upright && decoded.image.width == 21)
        #expect(try decoded.image == Image.decode(Fixture.bytes("profile.jpg")))
    }

    @Test func `of several pictures in one file the first is read`() throws {
        let bytes = try Fixture.bytes("two-pictures.jpg")
        let second = bytes.lastStartOfJPEG
        let decoded = try DecodedImage(decoding: bytes)
        #expect(!decoded.isCutShort)
        #expect(try decoded.image == Image.decode(Array(bytes[..<second])))
        #expect(try decoded.image != Image.decode(Array(bytes[second...])))
    }

    @Test(arguments: [
        "ycc-420.jpg", "progressive.jpg", "cut-arithmetic.jpg", "rgb-8.png", "rgba-8-interlaced.png",
        "lossy.webp", "lossless-alpha.webp", "orientation-5.webp",
    ])
    func `what follows the end of a file is not looked at`(_ file: String) throws {
        let bytes = try Fixture.bytes(file)
        let plain = try DecodedImage(decoding: bytes)
        for garbage in [[0], Array("</html>\n".utf8), bytes, [UInt8](repeating: 0xFF, count: 100)] {
            #expect(try DecodedImage(decoding: bytes + garbage) == plain)
        }
    }

    @Test(arguments: 0...10 as ClosedRange<UInt16>)
    func `a picture is the same in every orientation, and upright in those that do not exist`(
        _ number: UInt16
    ) throws {
        let picture = TestPictures.pattern(width: 9, height: 7)
        let orientation = ImageOrientation(rawValue: Int(number)) ?? .upright
        let stored = try picture.oriented(orientation.inverse).encodedPNG()
        let bytes = PNGBuilder.inserting(
            PNGBuilder.chunk("eXIf", Metadata.block(orientation: number)), into: stored)
        let decoded = try DecodedImage(decoding: bytes)
        #expect(decoded.image == picture && decoded.info.orientation == orientation)
        #expect([decoded.info.uprightWidth, decoded.info.uprightHeight] == [9, 7])
    }

    @Test(arguments: 0...10 as ClosedRange<UInt16>)
    func `a WebP is turned upright too`(_ number: UInt16) throws {
        let plain = try Fixture.bytes("lossless.webp")
        let bytes = Metadata.appending(
            Metadata.block(orientation: number), toWebP: plain, width: 21, height: 13)
        let orientation = ImageOrientation(rawValue: Int(number)) ?? .upright
        #expect(try Image.decode(bytes) == Image.decode(plain).oriented(orientation))
        #expect(try Image.inspect(bytes).orientation == orientation)
    }

    @Test func `a WebP without the flag for metadata has none`() throws {
        var bytes = try Fixture.bytes("orientation-8.webp")
        bytes[20] &= ~0x08
        #expect(try Image.inspect(bytes).orientation == .upright)
    }

    @Test func `12-bit samples are refused`() throws {
        var bytes = try Fixture.bytes("ycc-420.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes[frame + 4] = 12
        let patched = bytes
        #expect(throws: ImageError.unsupportedPrecision(.jpeg, bits: 12)) { try Image.decode(patched) }
    }

    @Test func `a JPEG without loss is refused`() throws {
        var bytes = try Fixture.bytes("ycc-420.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes[frame + 1] = 0xC3
        let patched = bytes
        let error = #expect(throws: ImageError.self) { try Image.decode(patched) }
        guard case .unsupportedVariant(.jpeg, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}

extension ImageOrientation {
    /// The orientation that undoes this one.
    fileprivate var inverse: ImageOrientation {
        switch self {
        case .clockwise: .counterclockwise
        case .counterclockwise: .clockwise
        default: self
        }
    }
}

extension [UInt8] {
    /// Where the last JPEG file in these bytes begins.
    fileprivate var lastStartOfJPEG: Int {
        indices.last { self[$0...].starts(with: [0xFF, 0xD8, 0xFF]) } ?? 0
    }
}
