import FoundationEssentials
import Images
import Testing

/// A change to a valid description, and why it is refused.
struct DescriptionRefusal: Sendable, CustomTestStringConvertible {
    let key: String
    let value: String
    let reason: String

    var testDescription: String { "\(key): \(value)" }

    static let all = [
        DescriptionRefusal(
            key: "crop_width", value: "0", reason: "crop_width is 0, outside 1 ... 8192"),
        DescriptionRefusal(
            key: "crop_height", value: "8193", reason: "crop_height is 8193, outside 1 ... 8192"),
        DescriptionRefusal(
            key: "resize_short_side", value: "-256", reason: "resize_short_side is -256, outside 1 ... 8192"),
        DescriptionRefusal(
            key: "mean", value: "[1,2]", reason: "mean is [1.0, 2.0], not 1 or 3 finite numbers"),
        DescriptionRefusal(
            key: "standard_deviation", value: "[1,0,1]",
            reason: "standard_deviation is [1.0, 0.0, 1.0], not positive"),
        DescriptionRefusal(
            key: "alpha_background", value: "[1,2,3,4]", reason: "a colour has 3 samples, not 4"),
    ]
}

@Suite struct PreprocessingTests {
    private let lite = Preprocessing.efficientNetLite()
    private static let json = """
        {"allows_scaled_decoding":true,"alpha_background":[255,255,255],"applies_orientation":true,\
        "crop_height":224,"crop_width":224,"interpolation":"bicubic","mean":[127,127,127],\
        "resize_short_side":256,"standard_deviation":[128,128,128]}
        """

    @Test func `the description has stable keys and reads back`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(lite), as: UTF8.self) == Self.json)
        for preset in [lite, .torchvision(), .efficientNetLite(cropSide: 300)] {
            let copy = try JSONDecoder().decode(Preprocessing.self, from: encoder.encode(preset))
            #expect(copy == preset)
        }
    }

    @Test(arguments: DescriptionRefusal.all)
    func `a description out of range is refused`(_ refusal: DescriptionRefusal) throws {
        let pattern = try Regex("\"\(refusal.key)\":(\\[[^\\]]*\\]|[0-9]+)")
        let text = Self.json.replacing(pattern, with: "\"\(refusal.key)\":\(refusal.value)")
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Preprocessing.self, from: Data(text.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.debugDescription == refusal.reason)
    }

    @Test func `a missing key and an unknown filter are refused`() {
        for (part, replacement) in [("\"crop_width\":224,", ""), ("bicubic", "hermite")] {
            let text = Self.json.replacing(part, with: replacement)
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(Preprocessing.self, from: Data(text.utf8))
            }
        }
    }

    @Test func `values are the documented formula, to the bit`() {
        let levels = Image(
            width: 256, height: 1, pixels: (0..<256).flatMap { [UInt8]([UInt8($0), UInt8($0), 7]) })
        let numbers = Preprocessing.torchvision().normalized(levels)
        let blue: Float = (7 - 103.53) / 57.375
        for level in 0..<256 {
            #expect(numbers[3 * level] == (Float(level) - 123.675) / 58.395)
            #expect(numbers[3 * level + 1] == (Float(level) - 116.28) / 57.12)
            #expect(numbers[3 * level + 2] == blue)
        }
        #expect(lite.normalized(levels)[0] == -127.0 / 128)
        #expect(lite.valueCount == 224 * 224 * 3)
    }

    // Sizes for which the resized long side is a tie, odd, or extreme.
    @Test(arguments: [(37, 29), (29, 37), (24, 24), (16, 41), (1, 70), (70, 1), (33, 22)])
    func `the crop is the middle of the resized picture`(_ width: Int, _ height: Int) {
        let small = Preprocessing(
            resizeShortSide: 16, cropWidth: 14, cropHeight: 14, mean: [0, 0, 0], standardDeviation: [1, 1, 1])
        let picture = TestPictures.pattern(width: width, height: height)
        let ratio = 16 / Double(min(width, height))
        let resizedWidth = Int((Double(width) * ratio).rounded(.toNearestOrEven))
        let resizedHeight = Int((Double(height) * ratio).rounded(.toNearestOrEven))
        let whole = picture.resized(toWidth: resizedWidth, height: resizedHeight)
        let middle = PixelRegion(
            x: (resizedWidth - 14) / 2, y: (resizedHeight - 14) / 2, width: 14, height: 14)
        #expect(small.prepared(picture) == whole.cropped(to: middle))
    }

    @Test func `a crop larger than the picture is filled with the background`() {
        let ground = RGBColor(red: 9, green: 8, blue: 7)
        let large = Preprocessing(
            resizeShortSide: 10, cropWidth: 15, cropHeight: 6, mean: [0, 0, 0], standardDeviation: [1, 1, 1],
            alphaBackground: ground)
        let picture = TestPictures.pattern(width: 10, height: 12)
        let prepared = large.prepared(picture)
        #expect(prepared.width == 15 && prepared.height == 6)
        // ⌊(10 − 15) / 2⌋ = −3 columns before it, ⌊(12 − 6) / 2⌋ = 3 rows cut above it.
        let expected = picture.cropped(to: PixelRegion(x: 0, y: 3, width: 10, height: 6))
        #expect(prepared.cropped(to: PixelRegion(x: 3, y: 0, width: 10, height: 6)) == expected)
        #expect(prepared[2, 0] == ground && prepared[13, 5] == ground)
    }

    @Test func `a description out of range traps in code`() async {
        await #expect(processExitsWith: .failure) {
            _ = Preprocessing(mean: [1, 2], standardDeviation: [1, 1, 1])
        }
    }

    @Test func `a side of millions of pixels costs no more than its crop`() {
        let sliver = Image(width: 20_000, height: 1, filledWith: .black)
        let small = Preprocessing(
            resizeShortSide: 8192, cropWidth: 4, cropHeight: 4, mean: [0, 0, 0], standardDeviation: [1, 1, 1])
        #expect(small.prepared(sliver) == Image(width: 4, height: 4, filledWith: .black))
    }
}
