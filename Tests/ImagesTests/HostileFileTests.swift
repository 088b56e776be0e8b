import Images
import Tensors
import Testing

@Suite struct HostileFileTests {
    private static let limits = DecodingLimits(pixelCount: 100_000, byteCount: 1 << 20, scanCount: 50)

    @Test func `a PNG that claims a huge picture is refused before any of it is taken into memory`() {
        #expect(
            throws: ImageError.tooManyPixels(width: 935_820, height: 854_554, limit: 200_000_000)
        ) {
            try Image.decode(HostileFiles.hugePNG)
        }
    }

    @Test func `a WebP of the largest size there is is refused before any of it is taken into memory`() throws
    {
        var bytes = try Fixture.bytes("lossy.webp")
        bytes.replaceSubrange(26..<30, with: [0xFF, 0x3F, 0xFF, 0x3F])
        let patched = bytes
        #expect(throws: ImageError.tooManyPixels(width: 16_383, height: 16_383, limit: 200_000_000)) {
            try Image.decode(patched)
        }
    }

    @Test func `a JPEG that claims a huge picture is refused before any of it is taken into memory`() throws {
        var bytes = try Fixture.bytes("ycc-420.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
        #expect(throws: ImageError.tooManyPixels(width: 65_500, height: 65_500, limit: 200_000_000)) {
            try Image.decode(bytes)
        }
    }

    @Test func `the limits hold at their exact value`() throws {
        let bytes = try Fixture.bytes("rgb-8.png")
        let count = bytes.count
        #expect(throws: ImageError.tooManyPixels(width: 21, height: 13, limit: 272)) {
            try Image.decode(bytes, options: DecodingOptions(limits: DecodingLimits(pixelCount: 272)))
        }
        #expect(throws: ImageError.tooManyBytes(byteCount: count, limit: count - 1)) {
            try Image.decode(bytes, options: DecodingOptions(limits: DecodingLimits(byteCount: count - 1)))
        }
        let exact = DecodingOptions(limits: DecodingLimits(pixelCount: 273, byteCount: count))
        #expect(try Image.decode(bytes, options: exact).width == 21)
    }

    @Test func `a progressive JPEG with more scans than allowed is refused`() throws {
        let bytes = try Fixture.bytes("progressive.jpg")
        #expect(throws: ImageError.tooManyScans(limit: 3)) {
            try Image.decode(bytes, options: DecodingOptions(limits: DecodingLimits(scanCount: 3)))
        }
        #expect(
            try Image.decode(bytes, options: DecodingOptions(limits: DecodingLimits(scanCount: 10))).width
                == 21)
    }

    @Test func `an empty file says so`() {
        #expect(throws: ImageError.empty) { try Image.decode([]) }
    }

    @Test(arguments: ["ycc-420.jpg", "restart.jpg", "progressive.jpg", "cmyk.jpg", "grey.jpg"])
    func `a JPEG cut at any byte is refused`(_ name: String) throws {
        let bytes = try Fixture.bytes(name)
        for count in 3..<bytes.count - 3 {
            let error = #expect(throws: ImageError.self) { try Image.decode(Array(bytes[..<count])) }
            #expect(error == .truncated(.jpeg, byteCount: count), "cut at \(count) of \(bytes.count)")
        }
    }

    @Test func `a JPEG that lacks only its end marker is whole`() throws {
        let bytes = try Fixture.bytes("ycc-420.jpg")
        #expect(try Image.decode(bytes.dropLast(2)) == Image.decode(bytes))
        // In a progressive one, a further scan might have followed.
        let progressive = try Fixture.bytes("progressive.jpg")
        #expect(throws: ImageError.truncated(.jpeg, byteCount: progressive.count - 2)) {
            try Image.decode(progressive.dropLast(2))
        }
    }

    @Test(arguments: ["rgb-8.png", "rgba-8-interlaced.png", "palette-4-transparent.png"])
    func `a PNG cut at any byte is refused`(_ name: String) throws {
        let bytes = try Fixture.bytes(name)
        for count in 8..<bytes.count {
            #expect(throws: ImageError.truncated(.png, byteCount: count)) {
                try Image.decode(Array(bytes[..<count]))
            }
        }
    }

    @Test(arguments: [
        "ycc-420.jpg", "progressive.jpg", "cmyk.jpg", "orientation-6.jpg", "rgb-8.png", "orientation-6.png",
        "rgba-8-interlaced.png", "palette-2-transparent.png", "lossy-alpha.webp", "lossless-palette.webp",
        "orientation-5.webp", "cut-progressive-arithmetic.jpg",
    ])
    func `a damaged file gives a picture or an error, never a crash`(_ name: String) throws {
        let bytes = try Fixture.bytes(name)
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 2..<damaged.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: damaged.remove(at: place)
                case 1: damaged.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case 2: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                default: damaged[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
                }
            }
            do {
                let image = try Image.decode(
                    damaged,
                    options: DecodingOptions(
                        limits: Self.limits, minimumCompleteShare: Bool.random(using: &generator) ? 1 : 0))
                #expect(image.pixels.count == image.width * image.height * 3)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
