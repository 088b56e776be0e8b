import FoundationEssentials
import Images
import Testing

/// What Pillow makes of the test pattern; written by `Golden/images_resize.py`.
struct ResizeExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let filter: ResamplingFilter
    let source: [Int]
    let size: [Int]
    let box: [Double]?
    let pixels: Data

    var testDescription: String { "\(filter) \(source) to \(size) from \(box.map { "\($0)" } ?? "all")" }
}

@Suite struct ResizingTests {
    private static let expectations: [ResizeExpectation] = Fixture.expectations("resize.json")
    private static let filters: [ResamplingFilter] = [.bilinear, .bicubic, .lanczos3]

    @Test func `all expectations are there`() {
        #expect(Self.expectations.count == 40)
    }

    @Test(arguments: expectations)
    func `resizing agrees with Pillow`(_ expectation: ResizeExpectation) {
        let picture = TestPictures.pattern(width: expectation.source[0], height: expectation.source[1])
        let region = expectation.box.map {
            SamplingRegion(left: $0[0], top: $0[1], right: $0[2], bottom: $0[3])
        }
        let resized = picture.resized(
            toWidth: expectation.size[0], height: expectation.size[1], filter: expectation.filter,
            region: region)
        let expected = Image(
            width: expectation.size[0], height: expectation.size[1], pixels: Array(expectation.pixels))
        let differing = zip(resized.pixels, expected.pixels).count { $0 != $1 }
        #expect(resized.largestDifference(from: expected) ?? 255 <= 1)
        // Where a sum lies half-way between two levels, the precision of the weights decides.
        #expect(differing * 50 <= expected.pixels.count, "\(differing) of \(expected.pixels.count) differ")
    }

    @Test(arguments: ResamplingFilter.allCases, [(11, 9), (50, 40), (37, 8)])
    func `a window has the pixels of the whole result`(_ filter: ResamplingFilter, _ size: (Int, Int)) {
        let picture = TestPictures.pattern(width: 37, height: 29)
        let whole = picture.resized(toWidth: size.0, height: size.1, filter: filter)
        for window in [
            PixelRegion(x: 0, y: 0, width: 3, height: 2), PixelRegion(x: 4, y: 3, width: 5, height: 4),
            PixelRegion(x: size.0 - 2, y: size.1 - 1, width: 2, height: 1),
        ] {
            let part = picture.resized(toWidth: size.0, height: size.1, filter: filter, cropping: window)
            #expect(part == whole.cropped(to: window))
        }
    }

    @Test(arguments: ResamplingFilter.allCases)
    func `the same size gives the same picture`(_ filter: ResamplingFilter) {
        let picture = TestPictures.pattern(width: 17, height: 12)
        #expect(picture.resized(toWidth: 17, height: 12, filter: filter) == picture)
        // The same through the arithmetic: a part at its own size.
        let region = SamplingRegion(left: 3, top: 2, right: 13, bottom: 10)
        let part = picture.resized(toWidth: 10, height: 8, filter: filter, region: region)
        #expect(part == picture.cropped(to: PixelRegion(x: 3, y: 2, width: 10, height: 8)))
    }

    @Test(arguments: ResamplingFilter.allCases)
    func `a single colour stays as it is at every size`(_ filter: ResamplingFilter) {
        let color = RGBColor(red: 3, green: 130, blue: 255)
        for (width, height) in [(1, 1), (7, 90), (64, 3)] {
            let resized = Image(width: 23, height: 19, filledWith: color)
                .resized(toWidth: width, height: height, filter: filter)
            #expect(resized == Image(width: width, height: height, filledWith: color))
        }
    }

    @Test(arguments: filters)
    func `resizing commutes with mirroring`(_ filter: ResamplingFilter) {
        let picture = TestPictures.pattern(width: 31, height: 23)
        let first = picture.mirrored().resized(toWidth: 14, height: 11, filter: filter)
        let last = picture.resized(toWidth: 14, height: 11, filter: filter).mirrored()
        #expect(first.largestDifference(from: last) ?? 255 <= 1)
    }

    @Test func `a region outside of the picture traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = Image(width: 8, height: 8, filledWith: .white).resized(
                toWidth: 4, height: 4, region: SamplingRegion(left: 0, top: 0, right: 8.5, bottom: 8))
        }
    }
}
