import Augmentation
import Images
import Tensors
import Testing

/// What must hold for every operation of the registry and for every preset.
@Suite struct ContractTests {
    private static let sizes = [(20, 15), (1, 1), (3, 40), (1, 7), (7, 1)]

    /// Every operation with its usual values, and every preset, as text.
    static let texts =
        PolicyOperation.allCases.map { $0 == .oneOf ? "oneof(rotate:15|noise:5@0.5|trivial)" : $0.rawValue }
        + AugmentationPreset.allCases.map(\.rawValue)

    /// Every operation with the largest values that it takes, and with the smallest.
    static let extremes = PolicyOperation.allCases.filter { $0 != .oneOf }.flatMap { operation in
        [true, false].map { isLargest in
            operation.parameters.reduce(operation.rawValue) {
                $0 + ":\(isLargest ? text($1.bounds.upperBound) : text($1.bounds.lowerBound))"
            }
        }
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }

    private static func augmentation(_ text: String) throws -> any Augmentation {
        try AugmentationPolicy(parsing: text).augmentation(width: 9, height: 7)
    }

    @Test(arguments: texts + extremes, sizes)
    func `the same seed gives the same pixels, in the size of the network`(
        _ text: String, _ size: (Int, Int)
    ) throws {
        let augmentation = try Self.augmentation(text)
        let picture = TestPictures.noise(width: size.0, height: size.1)
        let copy = Image(width: picture.width, height: picture.height, pixels: Array(picture.pixels))
        for seed in 0..<6 as Range<UInt64> {
            var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
            let image = augmentation(picture, using: &first)
            #expect(image == augmentation(picture, using: &second))
            #expect(first == second)
            #expect(image.width == 9 && image.height == 7)
        }
        #expect(picture == copy)
    }

    /// Those that have nothing to vary: none, and what works on batches.
    private static let constant: Set = ["none", "mixup", "cutmix"]

    @Test(arguments: texts)
    func `what is random varies with the seed`(_ text: String) throws {
        let picture = TestPictures.noise(width: 20, height: 15)
        // Fewer than 255 pixels are too few to equalize.
        let augmentation = try AugmentationPolicy(parsing: text).augmentation(width: 20, height: 16)
        let results = Set(
            (0..<40 as Range<UInt64>).map { seed in
                var generator = SeededGenerator(seed: seed)
                return augmentation(picture, using: &generator)
            })
        #expect((results.count == 1) == Self.constant.contains(text), "\(results.count)")
    }

    /// Operations whose parameters all have a value that changes nothing, set to it.
    static let neutral = PolicyOperation.allCases.compactMap { operation -> String? in
        guard operation.role == .change, let first = operation.parameters.first, first.neutral != nil else {
            return nil
        }
        return operation.parameters.reduce(operation.rawValue) {
            $0 + ":\(Self.text($1.neutral ?? $1.bounds.lowerBound))"
        }
    }

    @Test(arguments: neutral) func `without strength nothing changes`(_ text: String) throws {
        let picture = TestPictures.noise(width: 9, height: 7)
        let (augmentation, none) = (try Self.augmentation(text), try Self.augmentation("none"))
        for seed in 0..<6 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let expected = none(picture, using: &generator)
            #expect(augmentation(picture, using: &generator) == expected)
        }
    }

    @Test func `almost every change has a value that changes nothing`() {
        let names = Set(Self.neutral.compactMap { $0.split(separator: ":").first.map(String.init) })
        let others = PolicyOperation.allCases.filter { $0.role == .change }.map(\.rawValue).filter {
            !names.contains($0)
        }
        #expect(others == ["jpeg", "trivial", "rand"])
    }

    @Test(arguments: [("flip:1@0", "flip:1"), ("rotate:90@0", "rotate:90"), ("jpeg:1@0", "jpeg:1@1")])
    func `a probability of 0 keeps an operation from happening`(_ never: String, _ always: String) throws {
        let picture = TestPictures.noise(width: 9, height: 7)
        var generator = SeededGenerator(seed: 2)
        let (first, second) = (try Self.augmentation(never), try Self.augmentation(always))
        let expected = try Self.augmentation("none")
        let plain = expected(picture, using: &generator)
        #expect(first(picture, using: &generator) == plain)
        #expect(second(picture, using: &generator) != plain)
    }

    @Test func `no policy prepares pictures as prediction does`() {
        let preprocessing = Preprocessing.efficientNetLite(cropSide: 24)
        let picture = TestPictures.noise(width: 50, height: 40)
        var generator = SeededGenerator(seed: 1)
        let augmentation = AugmentationPolicy(.none).augmentation(for: preprocessing)
        #expect(augmentation(picture, using: &generator) == preprocessing.prepared(picture))
        #expect(generator == SeededGenerator(seed: 1))
    }
}
