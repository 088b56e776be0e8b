import Images
import Tensors
import Testing

@Suite struct ImageResizeTests {
    private static let sizes = [(40, 31), (9, 50), (1, 1), (3, 2)]
    private static let resultSizes = [(8, 8), (40, 31), (70, 5)]

    @Test(arguments: sizes, resultSizes)
    func `a resize gives the same pixels with no more than it says that it reads`(
        _ size: (Int, Int), _ resultSize: (Int, Int)
    ) throws {
        let picture = TestPictures.pattern(width: size.0, height: size.1)
        var generator = SeededGenerator(seed: 3)
        for filter in ResamplingFilter.allCases {
            for _ in 0..<6 {
                let left = Double.random(in: 0..<Double(size.0) - 0.5, using: &generator)
                let top = Double.random(in: 0..<Double(size.1) - 0.5, using: &generator)
                let region = SamplingRegion(
                    left: left, top: top,
                    right: Double.random(in: left + 0.5...Double(size.0), using: &generator),
                    bottom: Double.random(in: top + 0.5...Double(size.1), using: &generator))
                let resize = ImageResize(
                    pictureWidth: size.0, pictureHeight: size.1, toWidth: resultSize.0,
                    height: resultSize.1, filter: filter, region: region)
                let source = resize.sourceRegion
                let part = PicturePart(
                    picture.cropped(to: source), x: source.x, y: source.y, pictureWidth: size.0,
                    pictureHeight: size.1)
                let expected = picture.resized(
                    toWidth: resultSize.0, height: resultSize.1, filter: filter, region: region)
                #expect(resize(part) == expected, "\(filter), \(region)")
                #expect(resize(PicturePart(picture)) == expected)
            }
        }
    }

    @Test func `a small region far from the border reads little`() {
        let resize = ImageResize(
            pictureWidth: 100, pictureHeight: 80, toWidth: 10, height: 10, filter: .bilinear,
            region: SamplingRegion(left: 40, top: 30, right: 50, bottom: 40))
        // Bilinear at the same size reads each pixel and, with weight 0, the next.
        #expect(resize.sourceRegion == PixelRegion(x: 40, y: 30, width: 11, height: 11))
    }

    @Test func `a window of a picture that keeps its size is copied`() {
        let picture = TestPictures.pattern(width: 12, height: 9)
        let window = PixelRegion(x: 3, y: 2, width: 5, height: 4)
        let resize = ImageResize(
            pictureWidth: 12, pictureHeight: 9, toWidth: 12, height: 9, cropping: window)
        #expect(resize.sourceRegion == window)
        let part = PicturePart(
            picture.cropped(to: window), x: 3, y: 2, pictureWidth: 12, pictureHeight: 9)
        #expect(resize(part) == picture.cropped(to: window))
    }

    @Test func `too small a part traps`() async {
        await #expect(processExitsWith: .failure) {
            let resize = ImageResize(pictureWidth: 8, pictureHeight: 8, toWidth: 4, height: 4)
            let half = TestPictures.pattern(width: 4, height: 8)
            _ = resize(PicturePart(half, x: 0, y: 0, pictureWidth: 8, pictureHeight: 8))
        }
    }
}
