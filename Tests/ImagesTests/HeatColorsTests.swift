import Glibc
import Images
import Testing

@Suite struct HeatColorsTests {
    /// The lightness of a colour in CIE 1976 L*a*b*, `0 ... 100`; sRGB, white of D65.
    private static func lightness(_ color: RGBColor) -> Double {
        let linear = [color.red, color.green, color.blue].map { sample in
            let share = Double(sample) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return luminance > 216.0 / 24389 ? 116 * cbrt(luminance) - 16 : luminance * 24389 / 27
    }

    @Test func `equal steps get lighter by about as much`() {
        let lightness = (0...15).map { Self.lightness(HeatColors.color(of: Double($0) / 15)) }
        let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
        // The first step is out of black, in which nobody sees much.
        #expect(steps[0] > 3)
        #expect(steps.dropFirst().allSatisfy { (5.5...8.5).contains($0) }, "\(steps)")
    }

    @Test func `every level is lighter than the one before`() {
        let lightness = (0...255).map { Self.lightness(HeatColors.color(of: Double($0) / 255)) }
        #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $1 > $0 - 0.2 })
    }

    @Test(arguments: [
        (0.0, RGBColor(red: 0, green: 0, blue: 4)), (1.0, RGBColor(red: 252, green: 255, blue: 164)),
        (0.6, RGBColor(red: 221, green: 81, blue: 58)), (-1.0, RGBColor(red: 0, green: 0, blue: 4)),
        (7.0, RGBColor(red: 252, green: 255, blue: 164)), (.nan, RGBColor(red: 0, green: 0, blue: 4)),
    ])
    func `levels have their published colours`(level: Double, color: RGBColor) {
        #expect(HeatColors.color(of: level) == color)
    }
}
