import Augmentation
import Images
import Tensors
import Testing

@Suite struct AugmentationTests {
    @Test func `a flip happens never, always, or as often as its probability says`() {
        let picture = TestPictures.noise(width: 4, height: 2)
        var generator = SeededGenerator(seed: 11)
        var (horizontal, vertical) = (0, 0)
        for _ in 0..<400 {
            #expect(HorizontalFlip(probability: 0)(picture, using: &generator) == picture)
            #expect(HorizontalFlip(probability: 1)(picture, using: &generator) == picture.mirrored())
            #expect(VerticalFlip(probability: 1)(picture, using: &generator) == picture.oriented(.flipped))
            if HorizontalFlip(probability: 0.25)(picture, using: &generator) != picture { horizontal += 1 }
            if VerticalFlip(probability: 0.25)(picture, using: &generator) != picture { vertical += 1 }
        }
        // 100 expected; the standard deviation is 8.7.
        #expect((65...135).contains(horizontal), "\(horizontal) of 400")
        #expect((65...135).contains(vertical), "\(vertical) of 400")
    }

    @Test func `a flip draws once whether it flips or not`() {
        let picture = TestPictures.noise(width: 2, height: 2)
        var (never, always) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        _ = HorizontalFlip(probability: 0)(picture, using: &never)
        _ = HorizontalFlip(probability: 1)(picture, using: &always)
        #expect(never == always)
    }

    @Test func `a probability outside of 0 ... 1 traps`() async {
        await #expect(processExitsWith: .failure) { _ = HorizontalFlip(probability: 1.5) }
        await #expect(processExitsWith: .failure) { _ = RandomApply(probability: -0.1, HorizontalFlip()) }
    }

    @Test func `a composition applies its steps in order`() {
        let picture = TestPictures.noise(width: 6, height: 4)
        var (first, second) = (SeededGenerator(seed: 2), SeededGenerator(seed: 2))
        let crop = RandomResizedCrop(width: 5, height: 5)
        let flip = HorizontalFlip(probability: 1)
        let composed = ComposedAugmentation([crop, flip])(picture, using: &first)
        #expect(composed == crop(picture, using: &second).mirrored())
        #expect(ComposedAugmentation([])(picture, using: &first) == picture)
    }

    @Test func `one of several happens each about as often`() {
        let picture = TestPictures.noise(width: 3, height: 3)
        let choice = OneOf([
            HorizontalFlip(probability: 1), VerticalFlip(probability: 1), Invert(probability: 1),
        ])
        var generator = SeededGenerator(seed: 6)
        var counts: [Image: Int] = [:]
        for _ in 0..<600 { counts[choice(picture, using: &generator), default: 0] += 1 }
        // 200 expected each; the standard deviation is 11.5.
        #expect(counts.count == 3)
        #expect(counts.values.allSatisfy { (154...246).contains($0) }, "\(counts.values)")
    }

    @Test func `what happens at times happens as often as its probability says`() {
        let picture = TestPictures.noise(width: 3, height: 3)
        var generator = SeededGenerator(seed: 7)
        let flip = RandomApply(probability: 0.25, VerticalFlip(probability: 1))
        let move = OccasionalMove(probability: 0.25, RandomRotation(degrees: 90))
        let flips = (0..<400).count { _ in flip(picture, using: &generator) != picture }
        let moves = (0..<400).count { _ in move(picture, using: &generator) != picture }
        #expect((65...135).contains(flips), "\(flips) of 400")
        #expect((65...135).contains(moves), "\(moves) of 400")
    }
}
