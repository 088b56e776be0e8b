import FoundationEssentials
import Images
import Testing

/// What Pillow or torchvision makes of a picture; written by `Golden/images_operations.py`.
struct OperationExpectation: Decodable, Sendable, CustomTestStringConvertible {
    let operation: String
    let values: [Double]
    let picture: String
    let pixels: Data

    var testDescription: String { "\(operation) \(values) of \(picture)" }

    static let size = (width: 31, height: 23)
    private static let fill = RGBColor(red: 10, green: 200, blue: 90)

    /// The picture that both sides compute.
    var source: Image {
        let pattern = TestPictures.pattern(width: Self.size.width, height: Self.size.height)
        return picture == "pattern" ? pattern : pattern.mapped(by: LevelTable { 60 + $0 / 2 })
    }

    /// What this library makes of it.
    var result: Image? {
        switch operation {
        case "brightness": source.scalingBrightness(by: values[0])
        case "contrast": source.scalingContrast(by: values[0])
        case "saturation": source.scalingSaturation(by: values[0])
        case "sharpness": source.scalingSharpness(by: values[0])
        case "grayscale": source.grayscaled()
        case "invert": source.inverted()
        case "posterize": source.posterized(bitCount: Int(values[0]))
        case "solarize": source.solarized(threshold: Int(values[0]))
        case "equalize": source.equalized()
        case "autocontrast": source.autocontrasted()
        case "hue": source.turningHue(by: values[0])
        case "blur": source.blurred(standardDeviation: values[0])
        case "rotate", "affine", "perspective":
            transform.map { source.warped(by: $0, fill: Self.fill) }
        default: nil
        }
    }

    private var transform: PlaneTransform? {
        switch operation {
        case "rotate":
            .turning(degrees: values[0]).about(
                x: Double(Self.size.width) / 2, y: Double(Self.size.height) / 2)
        case "affine": .affine(values)
        default:
            PlaneTransform(
                width: Self.size.width, height: Self.size.height,
                corners: (0..<4).map { (values[2 * $0], values[2 * $0 + 1]) })
        }
    }

    /// Whether not a single sample may differ: no weights, no fractions.
    var isExact: Bool {
        ["grayscale", "invert", "posterize", "solarize", "equalize"].contains(operation)
    }
}

@Suite struct PixelOperationTests {
    private static let expectations: [OperationExpectation] = Fixture.expectations("operations.json")

    @Test func `all expectations are there`() {
        #expect(Self.expectations.count == 34)
    }

    /// Pillow and torchvision cut fractions off where this library rounds, and carry other roundings through several
    /// steps.
    @Test(arguments: expectations)
    func `operations agree with Pillow and torchvision to a level`(_ expectation: OperationExpectation) throws
    {
        let result = try #require(expectation.result)
        let expected = Image(
            width: OperationExpectation.size.width, height: OperationExpectation.size.height,
            pixels: Array(expectation.pixels))
        let difference = try #require(result.largestDifference(from: expected))
        #expect(difference <= (expectation.isExact ? 0 : 1))
    }
}
