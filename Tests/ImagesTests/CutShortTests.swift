import Images
import Testing

/// A file of `Fixtures` that is cut at every byte; written by `Golden/images_cut.py`.
struct CutCase: Sendable, CustomTestStringConvertible {
    let file: String
    /// How many different shares the cuts must give: a reader that keeps all or nothing has two.
    let minimumShareCount: Int
    /// Whether the rows that are kept have their final values.
    var isExact = true
    /// Whether the first cut that keeps anything keeps all rows.
    var isInterlaced = false

    var testDescription: String { file }
    var format: ImageFormat { Fixture.format(of: file) }
    /// The bytes that tell the format; fewer are no image.
    var signatureLength: Int { format == .png ? 8 : format == .webp ? 12 : 3 }

    static let all = [
        CutCase(file: "cut-420.jpg", minimumShareCount: 5),
        CutCase(file: "cut-422.jpg", minimumShareCount: 10),
        CutCase(file: "cut-440.jpg", minimumShareCount: 5),
        CutCase(file: "cut-grey.jpg", minimumShareCount: 10),
        CutCase(file: "cut-cmyk.jpg", minimumShareCount: 10),
        CutCase(file: "cut-restart.jpg", minimumShareCount: 5),
        CutCase(file: "cut-arithmetic.jpg", minimumShareCount: 5),
        CutCase(file: "cut-separate.jpg", minimumShareCount: 5),
        CutCase(file: "cut-progressive.jpg", minimumShareCount: 5, isExact: false),
        CutCase(file: "cut-progressive-arithmetic.jpg", minimumShareCount: 5, isExact: false),
        CutCase(file: "cut-rgb.png", minimumShareCount: 75),
        CutCase(file: "cut-palette.png", minimumShareCount: 75),
        CutCase(file: "cut-interlaced.png", minimumShareCount: 38, isInterlaced: true),
        CutCase(file: "cut-lossy.webp", minimumShareCount: 5),
        CutCase(file: "cut-lossy-alpha.webp", minimumShareCount: 5),
        CutCase(file: "cut-lossless.webp", minimumShareCount: 5),
    ]
}

@Suite struct CutShortTests {
    /// Takes whatever is there.
    private static let anyShare = DecodingOptions(minimumCompleteShare: 0)

    /// What a cut of a file gives; nil where it is refused as cut short, which it then must be.
    private func decoded(
        _ bytes: ArraySlice<UInt8>, format: ImageFormat, options: DecodingOptions = anyShare
    ) throws -> DecodedImage? {
        do {
            return try DecodedImage(decoding: Array(bytes), options: options)
        } catch {
            #expect(error == .truncated(format, byteCount: bytes.count))
            return nil
        }
    }

    @Test(arguments: CutCase.all)
    func `the longer the file, the more of the picture is there, and it is the picture`(
        _ cut: CutCase
    ) throws {
        let bytes = try Fixture.bytes(cut.file)
        let whole = try Image.decode(bytes)
        var shares: [Double] = [0]
        for count in cut.signatureLength..<bytes.count {
            let part = try decoded(bytes[..<count], format: cut.format)
            let share = part?.completeShare ?? 0
            try #require(share >= shares.last ?? 0 && share <= 1, "cut at \(count) of \(bytes.count)")
            guard let part, share != shares.last else { continue }
            shares.append(share)
            #expect(part.info.height == whole.height && part.image.width == whole.width)
            if cut.isInterlaced {
                expectInterlaced(part, of: whole)
            } else if cut.isExact {
                #expect(share == Double(part.image.height) / Double(whole.height))
                #expect(part.image == whole.rows(part.image.height), "cut at \(count) of \(bytes.count)")
            } else {
                let difference = part.image.meanDifference(from: whole.rows(part.image.height))
                // Noise and edges, coarsely quantized: the refining scans carry a lot.
                #expect(difference ?? 255 <= 26, "cut at \(count) of \(bytes.count)")
            }
        }
        #expect(shares.count >= cut.minimumShareCount, "\(shares)")
    }

    /// Even rows are the picture's; so are the odd ones that the share counts, and the others repeat.
    private func expectInterlaced(_ part: DecodedImage, of whole: Image) {
        let missing = Int(((1 - part.completeShare) * Double(whole.height)).rounded())
        let firstMissing = whole.height - whole.height % 2 - 2 * missing + 1
        for y in 0..<whole.height {
            let source = y % 2 == 1 && y >= firstMissing ? y - 1 : y
            #expect(part.image.row(y) == whole.row(source), "row \(y), \(missing) are missing")
        }
        #expect(part.completeShare >= 0.5)
    }

    @Test(arguments: CutCase.all)
    func `a minimum share is a line between refused and decoded`(_ cut: CutCase) throws {
        let bytes = try Fixture.bytes(cut.file)
        for count in stride(from: cut.signatureLength, to: bytes.count, by: 7) {
            let any = try decoded(bytes[..<count], format: cut.format)
            for minimum in [0.1, 0.5, 0.9, 1] {
                let part = try decoded(
                    bytes[..<count], format: cut.format,
                    options: DecodingOptions(minimumCompleteShare: minimum))
                let suffices = any.map { !$0.isCutShort || minimum < 1 && $0.completeShare >= minimum }
                #expect((part != nil) == (suffices ?? false), "cut at \(count) of \(bytes.count)")
            }
        }
    }

    @Test(arguments: CutCase.all)
    func `a whole file is whole, whatever share is asked for`(_ cut: CutCase) throws {
        let bytes = try Fixture.bytes(cut.file)
        let decoded = try DecodedImage(decoding: bytes, options: Self.anyShare)
        #expect(decoded.completeShare == 1 && !decoded.isCutShort)
        #expect(try decoded.image == Image.decode(bytes))
        #expect(try decoded.info == Image.inspect(bytes))
    }

    @Test func `a file whose pixels are all there but not its end counts as cut`() throws {
        for cut in CutCase.all where cut.format == .png || cut.file.contains("progressive") {
            let bytes = try Fixture.bytes(cut.file)
            let part = try #require(try decoded(bytes.dropLast(2), format: cut.format))
            #expect(part.isCutShort && part.completeShare == 1)
            // libjpeg looks a few bytes ahead, so the last refinement may be missing in the last blocks.
            let difference = try part.image.meanDifference(from: Image.decode(bytes)) ?? 255
            #expect(difference <= (cut.format == .png ? 0 : 0.1))
        }
    }

    @Test func `a cut picture is turned as the whole one would be`() throws {
        let plain = try Fixture.bytes("cut-420.jpg")
        let turned = Metadata.inserting(orientation: .clockwise, intoJPEG: plain)
        let part = try DecodedImage(decoding: turned.dropLast(600), options: Self.anyShare)
        let rows = try DecodedImage(decoding: plain.dropLast(600), options: Self.anyShare).image
        #expect(part.image == rows.oriented(.clockwise))
        #expect(part.image.width == rows.height && part.info.uprightWidth == 75)
    }

    @Test func `a cut WebP whose orientation is lost is refused`() throws {
        let bytes = try Fixture.bytes("orientation-8.webp")
        // The chunk with the orientation is the last, and takes 34 bytes.
        for count in 12..<bytes.count {
            #expect(try decoded(bytes[..<count], format: .webp) == nil)
        }
        #expect(try decoded(bytes[...], format: .webp)?.info.orientation == .counterclockwise)
    }

    @Test(arguments: [("cut-420.jpg", 80), ("cut-separate.jpg", 30)])
    func `a cut picture of reduced size has the rows of the whole one`(
        _ file: String, _ missing: Int
    ) throws {
        let bytes = try Fixture.bytes(file)
        for side in [5, 11, 22] {
            var options = DecodingOptions(minimumShortSide: side)
            let whole = try Image.decode(bytes, options: options)
            options.minimumCompleteShare = 0.3
            let part = try DecodedImage(decoding: bytes.dropLast(missing), options: options)
            #expect(part.isCutShort && part.image.height < whole.height)
            #expect(part.image == whole.rows(part.image.height))
        }
    }

    @Test(arguments: ["cut-420.jpg", "cut-progressive.jpg", "cut-rgb.png", "cut-interlaced.png"])
    func `damage other than a missing end is refused at any share`(_ file: String) throws {
        var bytes = try Fixture.bytes(file)
        bytes.replaceSubrange(
            bytes.count / 2..<bytes.count / 2 + 40, with: [UInt8](repeating: 0xFF, count: 40))
        let error = #expect(throws: ImageError.self) {
            try DecodedImage(decoding: bytes, options: Self.anyShare)
        }
        guard case .corrupt = error else {
            Issue.record("\(file): \(String(describing: error))")
            return
        }
    }
}

extension Image {
    /// The first rows as a picture.
    fileprivate func rows(_ count: Int) -> Image {
        cropped(to: PixelRegion(x: 0, y: 0, width: width, height: count))
    }

    fileprivate func row(_ y: Int) -> ArraySlice<UInt8> {
        pixels[y * width * 3..<(y + 1) * width * 3]
    }
}
