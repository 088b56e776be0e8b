import Images
import Testing

@Suite struct HeatMapTests {
    private static let grey = Image(
        width: 40, height: 20, filledWith: RGBColor(red: 128, green: 128, blue: 128))

    /// How much more red than blue each pixel has: of grey pictures, only the map's colour has any.
    private static func warmth(_ image: Image, x: Int, y: Int) -> Int {
        Int(image[x, y].red) - Int(image[x, y].blue)
    }

    // MARK: Values

    @Test func `negative scores count as nothing and the largest as 1`() {
        let map = HeatMap(scores: [-3, 0, 2, 8], width: 2, height: 2, region: .whole)
        #expect(map.values == [0, 0, 0.25, 1])
        #expect(map.width == 2 && map.height == 2 && map.region == .whole)
    }

    @Test(arguments: [[0.0, 0, 0, 0], [-1, -2, -3, -0.0]])
    func `where nothing counts, all is 0`(scores: [Double]) {
        #expect(HeatMap(scores: scores, width: 4, height: 1, region: .whole).values == [0, 0, 0, 0])
    }

    @Test func `scores that are no numbers or too few are a mistake of the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = HeatMap(scores: [1, .nan], width: 2, height: 1, region: .whole)
        }
        await #expect(processExitsWith: .failure) {
            _ = HeatMap(scores: [1], width: 2, height: 1, region: .whole)
        }
        await #expect(processExitsWith: .failure) {
            _ = RelativeRegion(left: 0.5, top: 0, right: 0.5, bottom: 1)
        }
    }

    // MARK: Overlay

    @Test func `a cell is warm where it lies in the picture, at any size of it`() {
        let map = HeatMap(
            scores: (0..<8).map { $0 == 5 ? 1 : 0 }, width: 4, height: 2, region: .whole)
        for factor in [1, 3] {
            let picture = Self.grey.resized(toWidth: 40 * factor, height: 20 * factor)
            let overlay = map.overlay(on: picture)
            #expect(overlay.width == picture.width && overlay.height == picture.height)
            #expect(Self.warmth(overlay, x: 15 * factor, y: 15 * factor) > 40)
            #expect(Self.warmth(overlay, x: 35 * factor, y: 15 * factor) < 5)
            #expect(Self.warmth(overlay, x: 15 * factor, y: 4 * factor) < 5)
        }
    }

    @Test func `between the centres of cells the map is interpolated, and beyond them it stays`() {
        let map = HeatMap(scores: [0, 1], width: 2, height: 1, region: .whole)
        let black = Image(width: 40, height: 1, filledWith: .black)
        let overlay = map.overlay(on: black)
        let red = (0..<40).map { Int(overlay[$0, 0].red) }
        // The centres lie at 10 and 30.
        #expect(red[0..<10].allSatisfy { $0 == red[0] } && red[30..<40].allSatisfy { $0 == red[39] })
        #expect(zip(red[9..<31], red[10..<31]).allSatisfy { $0 <= $1 })
        // The more the map says, the denser and brighter the colour: a share of 0.15 + 0.55 · level.
        for (x, level) in [(15, 0.275), (24, 0.725), (39, 1)] {
            let expected = Double(HeatColors.color(of: level).red) * (0.15 + 0.55 * level)
            #expect(abs(Double(red[x]) - expected) <= 1.5, "\(x): \(red[x]), not \(expected)")
        }
    }

    @Test func `what the map does not cover is darkened and keeps its colours`() {
        let region = RelativeRegion(left: 0.25, top: -0.5, right: 0.75, bottom: 1.5)
        let map = HeatMap(scores: [1], width: 1, height: 1, region: region)
        let color = RGBColor(red: 200, green: 100, blue: 50)
        let overlay = map.overlay(on: Image(width: 40, height: 20, filledWith: color))
        for (x, isCovered) in [(0, false), (9, false), (10, true), (29, true), (30, false), (39, false)] {
            for y in [0, 19] {
                #expect((overlay[x, y] != RGBColor(red: 80, green: 40, blue: 20)) == isCovered, "\(x), \(y)")
            }
        }
    }

    @Test func `a map of nothing leaves a pale picture without heat`() {
        let map = HeatMap(scores: [0, 0, 0, 0], width: 2, height: 2, region: .whole)
        let overlay = map.overlay(on: Self.grey)
        #expect(Set(overlay.pixels).isSubset(of: [108, 109, 110]), "\(Set(overlay.pixels))")
    }

    @Test func `the same map on the same picture gives the same bytes`() throws {
        let map = HeatMap(
            scores: (0..<49).map { Double($0 * 37 % 50) - 10 }, width: 7, height: 7,
            region: RelativeRegion(left: 0.1, top: 0.05, right: 0.9, bottom: 0.95))
        let picture = TestPictures.pattern(width: 61, height: 47)
        let overlay = map.overlay(on: picture)
        #expect(overlay == map.overlay(on: picture))
        #expect(try Image.decode(try overlay.encodedPNG()) == overlay)
    }

    // MARK: What a network sees

    @Test(arguments: [
        (
            256, 224, 224, 500, 375,
            RelativeRegion(left: 58.0 / 341, top: 1.0 / 16, right: 282.0 / 341, bottom: 15.0 / 16)
        ),
        (
            256, 224, 224, 256, 512,
            RelativeRegion(left: 1.0 / 16, top: 144.0 / 512, right: 15.0 / 16, bottom: 368.0 / 512)
        ),
        (32, 32, 32, 96, 32, RelativeRegion(left: 1.0 / 3, top: 0, right: 2.0 / 3, bottom: 1)),
        // The crop is higher than the picture, which is padded: 8 rows above and below.
        (32, 32, 48, 64, 64, RelativeRegion(left: 0, top: -0.25, right: 1, bottom: 1.25)),
        (10, 13, 10, 20, 20, RelativeRegion(left: -0.2, top: 0, right: 1.1, bottom: 1)),
    ])
    func `the region of a picture that a network sees`(
        shortSide: Int, cropWidth: Int, cropHeight: Int, width: Int, height: Int, expected: RelativeRegion
    ) {
        let preprocessing = Preprocessing(
            resizeShortSide: shortSide, cropWidth: cropWidth, cropHeight: cropHeight, mean: [0, 0, 0],
            standardDeviation: [1, 1, 1])
        let region = preprocessing.visibleRegion(ofWidth: width, height: height)
        for (edge, wanted) in [
            (region.left, expected.left), (region.top, expected.top), (region.right, expected.right),
            (region.bottom, expected.bottom),
        ] {
            #expect((edge - wanted).magnitude < 1e-12, "\(region)")
        }
    }
}
