import Augmentation
import FoundationEssentials
import Images
import Testing

@Suite struct PolicyTests {
    /// A text, and the text that says the same in full.
    static let readings = [
        ("none", "none"),
        ("flip", "flip:0.5"),
        ("flip:0.5,rotate:15,jitter:0.2", "flip:0.5,rotate:15,jitter:0.2:0.2:0.2:0"),
        (" flip : 0.25 , rotate:7.5 @ 0.3 ", "flip:0.25,rotate:7.5@0.3"),
        ("jitter:0.1:0.2", "jitter:0.1:0.2:0.1:0"),
        ("light", "crop:0.6-1,flip:0.5"),
        ("standard", AugmentationPreset.standard.text),
        ("strong", AugmentationPreset.strong.text),
        ("transfer", AugmentationPreset.transfer.text),
        ("light,rotate:10", "crop:0.6-1,flip:0.5,rotate:10"),
        ("none,flip:1.000", "flip:1"),
        ("flip:0.5,crop:0.5", "crop:0.5,flip:0.5"),
        ("mixup,flip:0.5,pad-crop", "pad-crop:0.125,flip:0.5,mixup:0.2"),
        ("blur:0.000001-2", "blur:0.000001-2"),
        ("rand:3", "rand:3:9"),
        ("oneof(blur:1| noise |jpeg:30-60@0.5)@0.25", "oneof(blur:1|noise:0-10|jpeg:30-60@0.5)@0.25"),
        ("oneof(flip),vflip:1", "oneof(flip:0.5),vflip:1"),
    ]

    @Test(arguments: readings) func `a text means what its canonical text says`(
        _ text: String, _ canonical: String
    ) throws {
        let policy = try AugmentationPolicy(parsing: text)
        #expect(policy.description == canonical)
        #expect(try AugmentationPolicy(parsing: canonical) == policy)
    }

    @Test(arguments: ContractTests.texts + ContractTests.extremes)
    func `every policy comes back from its text and from JSON`(_ text: String) throws {
        let policy = try AugmentationPolicy(parsing: text)
        #expect(try AugmentationPolicy(parsing: policy.description) == policy)
        let data = try JSONEncoder().encode([policy])
        #expect(try JSONDecoder().decode([AugmentationPolicy].self, from: data) == [policy])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(policy.description)\"]")
    }

    @Test func `presets are their own canonical texts, and all but none begin with a random crop`() {
        for preset in AugmentationPreset.allCases {
            let policy = AugmentationPolicy(preset)
            #expect(policy.description == preset.text || preset.text.contains("trivial"))
            #expect(policy.items.first?.operation == (preset == .none ? nil : .crop))
            #expect(policy.isEmpty == (preset == .none))
        }
    }

    typealias Fault = AugmentationPolicyError

    /// A text that is refused, and why.
    static let refusals: [(String, Fault, String)] = [
        ("", .emptyItem(position: 1), "the augmentation has nothing at place 1"),
        ("flip,,blur", .emptyItem(position: 2), "the augmentation has nothing at place 2"),
        (
            "flop:0.5", .unknownName("flop", nearest: "flip"),
            "there is no augmentation flop; did you mean flip?"
        ),
        (
            "Rotate:5", .unknownName("Rotate", nearest: "rotate"),
            "there is no augmentation Rotate; did you mean rotate?"
        ),
        (
            "stadnard", .unknownName("stadnard", nearest: "standard"),
            "there is no augmentation stadnard; did you mean standard?"
        ),
        (
            "gaussian", .unknownName("gaussian", nearest: nil),
            "there is no augmentation gaussian; known are crop, pad-crop, flip, vflip, rotate, translate, "
                + "shear, scale, perspective, jitter, brightness, contrast, saturation, hue, grayscale, posterize, "
                + "solarize, equalize, autocontrast, invert, sharpness, blur, noise, jpeg, erase, trivial, rand, "
                + "oneof, mixup, cutmix, none, light, transfer, standard, strong"
        ),
        (
            "flip:0.5:1", .tooManyValues(item: "flip:0.5:1", count: 2, limit: 1),
            "flip:0.5:1: has 2 values and takes 1 at most"
        ),
        (
            "trivial:1", .tooManyValues(item: "trivial:1", count: 1, limit: 0),
            "trivial:1: has 1 value and takes none"
        ),
        (
            "rotate:much", .notANumber(item: "rotate:much", parameter: "angle", text: "much"),
            "rotate:much: the angle \"much\" is not a number such as 0.25"
        ),
        (
            "rotate:", .notANumber(item: "rotate:", parameter: "angle", text: ""),
            "rotate:: the angle \"\" is not a number such as 0.25"
        ),
        (
            "rotate:-5", .notANumber(item: "rotate:-5", parameter: "angle", text: "-5"),
            "rotate:-5: the angle \"-5\" is not a number such as 0.25"
        ),
        (
            "blur:1e3", .notANumber(item: "blur:1e3", parameter: "deviation", text: "1e3"),
            "blur:1e3: the deviation \"1e3\" is not a number such as 0.25"
        ),
        (
            "blur:0.1234567", .notANumber(item: "blur:0.1234567", parameter: "deviation", text: "0.1234567"),
            "blur:0.1234567: the deviation \"0.1234567\" is not a number such as 0.25"
        ),
        (
            "rotate:5-10", .notASingleNumber(item: "rotate:5-10", parameter: "angle", text: "5-10"),
            "rotate:5-10: the angle is one number, not the range 5-10"
        ),
        (
            "jpeg:30.5", .notAWholeNumber(item: "jpeg:30.5", parameter: "quality", text: "30.5"),
            "jpeg:30.5: the quality is a whole number, not 30.5"
        ),
        (
            "blur:2-1", .reversedRange(item: "blur:2-1", parameter: "deviation", text: "2-1"),
            "blur:2-1: the deviation 2-1 ends below its start"
        ),
        (
            "flip:1.5", .outOfRange(item: "flip:1.5", parameter: "probability", text: "1.5", bounds: 0...1),
            "flip:1.5: the probability is 0 to 1, not 1.5"
        ),
        (
            "crop:0-1", .outOfRange(item: "crop:0-1", parameter: "area", text: "0-1", bounds: 0.01...1),
            "crop:0-1: the area is 0.01 to 1, not 0-1"
        ),
        (
            "rotate:5@2", .badProbability(item: "rotate:5@2", text: "2"),
            "rotate:5@2: the probability behind @ is 0 to 1, not \"2\""
        ),
        (
            "rotate:5@", .badProbability(item: "rotate:5@", text: ""),
            "rotate:5@: the probability behind @ is 0 to 1, not \"\""
        ),
        (
            "crop@0.5", .notOccasional(item: "crop@0.5"),
            "crop@0.5: takes no probability behind @, because it always happens"
        ),
        (
            "oneof(blur", .unbalancedParentheses(item: "oneof(blur"),
            "oneof(blur: the parentheses do not match"
        ),
        ("blur),flip", .unbalancedParentheses(item: "blur)"), "blur): the parentheses do not match"),
        (
            "oneof(blur)x", .unbalancedParentheses(item: "oneof(blur)x"),
            "oneof(blur)x: the parentheses do not match"
        ),
        ("oneof", .badChoice(item: "oneof"), "oneof: a choice is written oneof(blur:1|noise:5)"),
        ("oneof()", .badChoice(item: "oneof()"), "oneof(): a choice is written oneof(blur:1|noise:5)"),
        ("blur(1)", .badChoice(item: "blur(1)"), "blur(1): a choice is written oneof(blur:1|noise:5)"),
        ("oneof(blur|crop)", .misplaced(item: "crop"), "crop: cannot be one of a choice"),
        ("oneof(light|blur)", .misplaced(item: "light"), "light: cannot be one of a choice"),
        ("oneof(oneof(blur))", .misplaced(item: "oneof(blur)"), "oneof(blur): cannot be one of a choice"),
        ("oneof(mixup)", .misplaced(item: "mixup"), "mixup: cannot be one of a choice"),
        (
            "light,crop:0.5", .repeated(item: "crop:0.5", other: "crop:0.6-1"),
            "crop:0.5: cannot follow crop:0.6-1; there is room for one of them"
        ),
        (
            "mixup,mixup:0.4", .repeated(item: "mixup:0.4", other: "mixup:0.2"),
            "mixup:0.4: cannot follow mixup:0.2; there is room for one of them"
        ),
    ]

    @Test(arguments: refusals) func `a text that makes no sense is refused with its item`(
        _ text: String, _ fault: Fault, _ message: String
    ) {
        #expect(throws: fault) { try AugmentationPolicy(parsing: text) }
        #expect(fault.description == message)
    }

    @Test func `hostile texts are refused quickly`() {
        #expect(throws: Fault.tooLong(byteCount: 5000, limit: 4096)) {
            try AugmentationPolicy(parsing: String(repeating: "x", count: 5000))
        }
        let nested = String(repeating: "oneof(", count: 500) + String(repeating: ")", count: 500)
        #expect(throws: Fault.misplaced(item: "oneof(oneof(oneof(oneof(oneof(oneof(o...")) {
            try AugmentationPolicy(parsing: nested)
        }
        for text in [
            "@", "@0.5", ":", "(", ")", "|", "oneof(|)", "-", "é", "flip:０.5", "\u{301}", "flip\u{0}",
        ] {
            #expect(throws: Fault.self) { try AugmentationPolicy(parsing: text) }
        }
    }

    @Test func `JSON with a bad policy says what is wrong`() {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([AugmentationPolicy].self, from: Data("[\"flop\"]".utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.debugDescription == "there is no augmentation flop; did you mean flip?")
    }

    @Test func `what works on batches makes a mixer`() throws {
        #expect(AugmentationPolicy(.strong).mixer == nil)
        #expect(try AugmentationPolicy(parsing: "flip,mixup:0.4").mixer == BatchMixer(mixup: 0.4))
        #expect(try AugmentationPolicy(parsing: "cutmix,mixup").mixer == BatchMixer(mixup: 0.2, cutmix: 1))
    }

    @Test func `moved pictures are filled with the mean of the preprocessing`() throws {
        let preprocessing = Preprocessing(
            resizeShortSide: 8, cropWidth: 8, cropHeight: 8, mean: [10.4, 99.6, 300],
            standardDeviation: [1, 1, 1])
        var generator = SystemRandomNumberGenerator()
        let augmentation = try AugmentationPolicy(parsing: "scale:0.5").augmentation(for: preprocessing)
        let picture = Image(width: 8, height: 8, filledWith: .white)
        let image = augmentation(picture, using: &generator)
        #expect(image[0, 0] == RGBColor(red: 10, green: 100, blue: 255))
    }
}
