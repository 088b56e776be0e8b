import FoundationEssentials
import Images
import Testing

/// 20 × 20 pixels of a photo that Pillow resized and cropped; written by `Golden/images_prepared.py`.
struct PreparedExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let filter: ResamplingFilter
    let samples: Data

    var testDescription: String { "\(file), \(filter)" }
}

@Suite(.enabled(if: Fixture.hasSharedData, "../shared/data is absent"))
struct PreparedPhotoTests {
    private static let prepared: [PreparedExpectation] = Fixture.expectations("prepared.json")

    @Test func `all expectations are there`() {
        #expect(Self.prepared.count == 10)
    }

    #if !DEBUG
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
}
