import Augmentation
import Images
import Tensors
import Testing

@Suite struct AugmentationTests {
    private static let sizes = [(20, 15), (1, 1), (3, 40)]

    private static func picture(width: Int, height: Int) -> Image {
        var generator = SeededGenerator(seed: 5)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Image(width: width, height: height, pixels: pixels)
    }

    @Test(arguments: AugmentationZoo.allCases, sizes)
    func `every augmentation gives the same pixels for the same seed`(
        _ entry: AugmentationZoo, _ size: (Int, Int)
    ) {
        let augmentation = entry.augmentation(width: 9, height: 7)
        let picture = Self.picture(width: size.0, height: size.1)
        for seed in 0..<8 as Range<UInt64> {
            var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
            #expect(augmentation(picture, using: &first) == augmentation(picture, using: &second))
            #expect(first == second)
        }
    }

    @Test(arguments: AugmentationZoo.allCases, sizes)
    func `every augmentation gives the size that it states`(_ entry: AugmentationZoo, _ size: (Int, Int)) {
        var generator = SeededGenerator(seed: 3)
        let picture = Self.picture(width: size.0, height: size.1)
        let augmentation = entry.augmentation(width: 9, height: 7)
        for _ in 0..<8 {
            let image = augmentation(picture, using: &generator)
            #expect(image.width == (entry.changesSize ? 9 : size.0))
            #expect(image.height == (entry.changesSize ? 7 : size.1))
        }
    }

    @Test(arguments: AugmentationZoo.allCases)
    func `every augmentation varies with the seed`(_ entry: AugmentationZoo) {
        let picture = Self.picture(width: 20, height: 15)
        let augmentation = entry.augmentation(width: 9, height: 7)
        let results = Set(
            (0..<16 as Range<UInt64>).map { seed in
                var generator = SeededGenerator(seed: seed)
                return augmentation(picture, using: &generator)
            })
        #expect(results.count >= 2)
    }

    @Test func `a flip happens never, always, or as often as its probability says`() {
        let picture = Self.picture(width: 4, height: 2)
        var generator = SeededGenerator(seed: 11)
        var count = 0
        for _ in 0..<400 {
            #expect(HorizontalFlip(probability: 0)(picture, using: &generator) == picture)
            #expect(HorizontalFlip(probability: 1)(picture, using: &generator) == picture.mirrored())
            if HorizontalFlip(probability: 0.25)(picture, using: &generator) != picture { count += 1 }
        }
        // 100 expected; the standard deviation is 8.7.
        #expect((65...135).contains(count), "\(count) of 400")
    }

    @Test func `a flip draws once whether it flips or not`() {
        let picture = Self.picture(width: 2, height: 2)
        var (never, always) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        _ = HorizontalFlip(probability: 0)(picture, using: &never)
        _ = HorizontalFlip(probability: 1)(picture, using: &always)
        #expect(never == always)
    }

    @Test func `a probability outside of 0 ... 1 traps`() async {
        await #expect(processExitsWith: .failure) { _ = HorizontalFlip(probability: 1.5) }
    }

    @Test func `a composition applies its steps in order`() {
        let picture = Self.picture(width: 6, height: 4)
        var (first, second) = (SeededGenerator(seed: 2), SeededGenerator(seed: 2))
        let crop = RandomResizedCrop(width: 5, height: 5)
        let flip = HorizontalFlip(probability: 1)
        let composed = ComposedAugmentation([crop, flip])(picture, using: &first)
        #expect(composed == crop(picture, using: &second).mirrored())
        #expect(ComposedAugmentation([])(picture, using: &first) == picture)
    }
}
