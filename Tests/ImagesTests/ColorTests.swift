import Images
import Testing

@Suite struct ColorTests {
    private static let pictures = [(17, 12), (1, 1), (1, 9), (9, 1), (2, 2), (300, 2)].map {
        TestPictures.pattern(width: $0.0, height: $0.1)
    }

    @Test(arguments: pictures) func `operations without strength give the same picture`(_ picture: Image) {
        #expect(picture.scalingBrightness(by: 1) == picture)
        #expect(picture.scalingContrast(by: 1) == picture)
        #expect(picture.scalingSaturation(by: 1) == picture)
        #expect(picture.scalingSharpness(by: 1) == picture)
        #expect(picture.turningHue(by: 0) == picture)
        #expect(picture.turningHue(by: -3) == picture)
        #expect(picture.blurred(standardDeviation: 0) == picture)
        #expect(picture.blurred(standardDeviation: 0.1) == picture)
        #expect(picture.posterized(bitCount: 8) == picture)
        #expect(picture.solarized(threshold: 256) == picture)
        #expect(picture.inverted().inverted() == picture)
    }

    @Test(arguments: pictures) func `the strongest operations keep the extent and do not trap`(
        _ picture: Image
    ) {
        for factor in [0, 1.9999, 4] {
            for changed in [
                picture.scalingBrightness(by: factor), picture.scalingContrast(by: factor),
                picture.scalingSaturation(by: factor), picture.scalingSharpness(by: factor),
                picture.turningHue(by: factor / 5), picture.blurred(standardDeviation: 8 * factor),
                picture.equalized(), picture.autocontrasted(), picture.posterized(bitCount: 1),
                picture.solarized(threshold: 0),
            ] {
                #expect(changed.width == picture.width && changed.height == picture.height)
            }
        }
    }

    @Test(arguments: [RGBColor.black, .white, .middleGrey, RGBColor(red: 3, green: 130, blue: 255)])
    func `a single colour stays under what looks at neighbours or at the distribution`(_ color: RGBColor) {
        let picture = Image(width: 13, height: 5, filledWith: color)
        #expect(picture.blurred(standardDeviation: 2.5) == picture)
        #expect(picture.scalingSharpness(by: 0) == picture)
        #expect(picture.scalingSharpness(by: 2) == picture)
        #expect(picture.equalized() == picture)
        #expect(picture.autocontrasted() == picture)
    }

    @Test func `turning the hue by thirds exchanges the channels`() {
        let picture = TestPictures.pattern(width: 40, height: 30)
        let turned = picture.turningHue(by: 1 / 3)
        for (old, new) in zip(0..<1200, 0..<1200) {
            let (x, y) = (old % 40, new / 40)
            let (before, after) = (picture[x, y], turned[x, y])
            // Red becomes green, green blue, blue red.
            let expected = [before.blue, before.red, before.green]
            let actual = [after.red, after.green, after.blue]
            #expect(zip(expected, actual).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
        }
    }

    @Test func `turning the hue keeps the largest and the smallest sample of a pixel`() {
        let picture = TestPictures.pattern(width: 40, height: 30)
        for turn in stride(from: -0.5, to: 0.5, by: 0.0625) {
            let turned = picture.turningHue(by: turn)
            let isKept = (0..<1200).allSatisfy { index in
                let (before, after) = (picture[index % 40, index / 40], turned[index % 40, index / 40])
                let old = [before.red, before.green, before.blue], new = [after.red, after.green, after.blue]
                return old.max() == new.max() && old.min() == new.min()
            }
            #expect(isKept, "\(turn)")
        }
    }

    @Test func `contrast is about the mean luminance`() {
        let picture = Image(width: 2, height: 1, pixels: [100, 100, 100, 200, 200, 200])
        #expect(picture.meanLuminance == 150)
        #expect(picture.scalingContrast(by: 0).pixels == [UInt8](repeating: 150, count: 6))
        #expect(picture.scalingContrast(by: 0.5).pixels == [125, 125, 125, 175, 175, 175])
        #expect(picture.scalingContrast(by: 4).pixels == [0, 0, 0, 255, 255, 255])
    }

    @Test func `levels are counted by channel`() {
        let picture = Image(width: 2, height: 1, pixels: [1, 2, 3, 1, 4, 3])
        let counts = LevelCounts(picture)
        #expect((0..<3).map { counts.channel($0).reduce(0, +) } == [2, 2, 2])
        #expect(counts.channel(0)[1] == 2 && counts.channel(1)[2] == 1 && counts.channel(1)[4] == 1)
        #expect(counts.channel(2)[3] == 2)
    }

    @Test func `factors, bits and thresholds out of range trap`() async {
        await #expect(processExitsWith: .failure) {
            _ = Image(width: 1, height: 1, filledWith: .white).scalingContrast(by: 4.1)
        }
        await #expect(processExitsWith: .failure) {
            _ = Image(width: 1, height: 1, filledWith: .white).posterized(bitCount: 0)
        }
        await #expect(processExitsWith: .failure) {
            _ = Image(width: 1, height: 1, filledWith: .white).blurred(standardDeviation: .nan)
        }
    }
}
