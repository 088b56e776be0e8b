import FoundationEssentials
import Images
import Testing

/// What Pillow makes of a file of the shared data; written by `Golden/images_shared.py`.
struct RobustExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let size: [Int]
    /// Of every pixel, for a PNG.
    let checksum: UInt32?
    /// Of every pixel, for a JPEG.
    let mean: [Double]?
    /// 6 × 6 pixels, for a JPEG.
    let samples: Data?

    var testDescription: String { file }
}

/// 20 × 20 pixels of a photo that Pillow resized and cropped; written by `Golden/images_shared.py`.
struct PreparedExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let filter: ResamplingFilter
    let samples: Data

    var testDescription: String { "\(file), \(filter)" }
}

/// A file of the shared data that must be refused, and how.
struct Refusal: Sendable, CustomTestStringConvertible {
    let file: String
    let error: ImageError

    var testDescription: String { file }
}

@Suite(.enabled(if: Fixture.hasSharedData, "../shared/data is absent"))
struct SharedDataTests {
    private static let robust: [RobustExpectation] = Fixture.expectations("robust.json")
        .filter { expectation in !refusals.contains { $0.file == expectation.file } }
    private static let prepared: [PreparedExpectation] = Fixture.expectations("prepared.json")

    private static let refusals = [
        Refusal(file: "go-image/png/invalid-crc32.png", error: .corrupt(.png, message: "IHDR: CRC error")),
        Refusal(
            file: "go-image/png/invalid-zlib.png",
            error: .corrupt(.png, message: "IDAT: incorrect data check")),
        Refusal(file: "go-image/png/invalid-noend.png", error: .truncated(.png, byteCount: 1277)),
        Refusal(file: "go-image/png/invalid-trunc.png", error: .truncated(.png, byteCount: 1288)),
        Refusal(file: "go-image/triangle-001.gif", error: .unsupportedFormat(.gif)),
        Refusal(file: "libjpeg-turbo/testorig12.jpg", error: .unsupportedPrecision(.jpeg, bits: 12)),
        Refusal(file: "pngsuite/corrupt/xc1n0g08.png", error: .corrupt(.png, message: "Invalid IHDR data")),
        Refusal(file: "pngsuite/corrupt/xc9n2c08.png", error: .corrupt(.png, message: "Invalid IHDR data")),
        Refusal(file: "pngsuite/corrupt/xcsn0g01.png", error: .corrupt(.png, message: "IDAT: CRC error")),
        Refusal(file: "pngsuite/corrupt/xd0n2c08.png", error: .corrupt(.png, message: "Invalid IHDR data")),
        Refusal(file: "pngsuite/corrupt/xd3n2c08.png", error: .corrupt(.png, message: "Invalid IHDR data")),
        Refusal(file: "pngsuite/corrupt/xd9n2c08.png", error: .corrupt(.png, message: "Invalid IHDR data")),
        Refusal(file: "pngsuite/corrupt/xdtn0g01.png", error: .corrupt(.png, message: "IEND: out of place")),
        Refusal(file: "pngsuite/corrupt/xhdn0g08.png", error: .corrupt(.png, message: "IHDR: CRC error")),
        Refusal(
            file: "pngsuite/corrupt/xcrn0g04.png",
            error: .notAnImage(firstBytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0D, 0x1A, 0x0D])),
        Refusal(
            file: "pngsuite/corrupt/xlfn0g04.png",
            error: .notAnImage(firstBytes: [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x0A, 0x1A, 0x0A])),
        Refusal(
            file: "pngsuite/corrupt/xs1n0g01.png",
            error: .notAnImage(firstBytes: [0x09, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        Refusal(
            file: "pngsuite/corrupt/xs2n0g01.png",
            error: .notAnImage(firstBytes: [0x89, 0x51, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        Refusal(
            file: "pngsuite/corrupt/xs4n0g01.png",
            error: .notAnImage(firstBytes: [0x89, 0x50, 0x4E, 0x67, 0x0D, 0x0A, 0x1A, 0x0A])),
        Refusal(
            file: "pngsuite/corrupt/xs7n0g01.png",
            error: .notAnImage(firstBytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x20, 0x0A])),
    ]

    @Test func `all expectations are there`() {
        #expect(Self.robust.count > 200 && Self.prepared.count == 10)
    }

    #if !DEBUG
    @Test(arguments: robust)
    func `odd but valid files decode as Pillow does`(_ expectation: RobustExpectation) throws {
        let image = try Image.decode(Fixture.sharedBytes("robust/" + expectation.file))
        #expect([image.width, image.height] == expectation.size)
        if let checksum = expectation.checksum { #expect(image.checksum == checksum) }
        if let samples = expectation.samples, let mean = expectation.mean {
            let expected = Image(width: 6, height: 6, pixels: Array(samples))
            #expect(image.samples(6).largestDifference(from: expected) ?? 255 <= 1)
            #expect(zip(image.mean, mean).allSatisfy { abs($0 - $1) < 0.1 }, "\(image.mean) \(mean)")
        }
    }

    @Test(arguments: prepared)
    func `photos are prepared as Pillow does`(_ expectation: PreparedExpectation) throws {
        let preprocessing = Preprocessing(
            interpolation: expectation.filter, mean: [0, 0, 0], standardDeviation: [1, 1, 1],
            allowsScaledDecoding: false)
        let bytes = try Fixture.sharedBytes("imagenet100/" + expectation.file)
        let image = preprocessing.prepared(try Image.decode(bytes, options: preprocessing.decodingOptions))
        let expected = Image(width: 20, height: 20, pixels: Array(expectation.samples))
        #expect(image.samples(20).largestDifference(from: expected) ?? 255 <= 2)
    }
    #endif

    @Test(arguments: refusals)
    func `a damaged or unsupported file is refused`(_ refusal: Refusal) throws {
        let bytes = try Fixture.sharedBytes("robust/" + refusal.file)
        #expect(throws: refusal.error) { try Image.decode(bytes) }
    }
}
