import Augmentation
import Images
import Tensors
import Testing

@Suite struct GeometryTests {
    private static let fill = RGBColor(red: 255, green: 0, blue: 255)

    @Test func `angles, moves and factors are uniform up to their limits`() {
        var generator = SeededGenerator(seed: 3)
        let (rotation, move) = (RandomRotation(degrees: 30), RandomTranslation(share: 0.25))
        let scale = RandomScale(factor: 0.5...2)
        var (angles, moves, larger): ([Double], [Double], Int) = ([], [], 0)
        for _ in 0..<2000 {
            // The image of (1, 0) relative to that of the origin tells the angle and the factor.
            let turned = rotation.transform(width: 0, height: 0, using: &generator)
            angles.append((turned.source(x: 1, y: 0)?.y ?? 9) * 180 / .pi)
            moves.append(
                move.transform(width: 100, height: 40, using: &generator).source(x: 0, y: 0)?.x ?? 999)
            let scaled = scale.transform(width: 0, height: 0, using: &generator).source(x: 1, y: 0)?.x ?? 9
            #expect((0.5...2).contains(scaled))
            if scaled < 1 { larger += 1 }
        }
        #expect(angles.allSatisfy { abs($0) <= 30 } && moves.allSatisfy { abs($0) <= 25 })
        // sin 30° is 28.6°. Mean 0; the standard errors are 0.38 and 0.32; half of 2000 with 22.
        #expect(abs(angles.reduce(0, +) / 2000) < 1.6 && abs(moves.reduce(0, +) / 2000) < 1.4)
        #expect((angles.max() ?? 0) > 27 && (moves.min() ?? 0) < -24)
        #expect((910...1090).contains(larger), "\(larger)")
    }

    @Test func `what is moved in shows the fill`() {
        let picture = Image(width: 10, height: 10, filledWith: .white)
        var generator = SeededGenerator(seed: 4)
        let turned = RandomScale(factor: 0.5...0.5, fill: Self.fill)(picture, using: &generator)
        #expect(turned[0, 0] == Self.fill && turned[9, 9] == Self.fill && turned[5, 5] == .white)
        let colors = Set((0..<100).map { turned[$0 % 10, $0 / 10] })
        #expect(colors == [Self.fill, .white])
    }

    @Test func `a chain draws as its steps do, and samples once`() {
        let picture = TestPictures.smooth(width: 40, height: 40)
        let steps: [any GeometricAugmentation] = [
            RandomRotation(degrees: 20), OccasionalMove(probability: 0.5, RandomShear(degrees: 10)),
            RandomTranslation(share: 0.1), RandomPerspective(distortion: 0.2),
        ]
        for seed in 0..<8 as Range<UInt64> {
            var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
            let chained = GeometricChain(steps)(picture, using: &first)
            let stepwise = ComposedAugmentation(steps)(picture, using: &second)
            #expect(first == second)
            // In the middle nothing comes from outside; the difference is one of roundings.
            for place in 0..<100 {
                let (x, y) = (15 + place % 10, 15 + place / 10)
                #expect(abs(Int(chained[x, y].red) - Int(stepwise[x, y].red)) <= 2)
            }
        }
    }

    @Test func `policies merge moves that follow each other`() throws {
        let merged = try AugmentationPolicy(parsing: "rotate:30,translate:0.4,scale:0.5-2@0.5")
            .augmentation(width: 8, height: 8)
        let steps = try #require(merged as? ComposedAugmentation).steps
        #expect(steps.count == 2 && steps.last is GeometricChain)
        let apart = try AugmentationPolicy(parsing: "rotate:30,invert:0.5,scale:0.5-2")
            .augmentation(width: 8, height: 8)
        #expect(try #require(apart as? ComposedAugmentation).steps.count == 4)
    }

    @Test func `a padded crop reaches every place, and its border has the fill`() {
        let picture = TestPictures.noise(width: 4, height: 3)
        let crop = RandomCrop(width: 4, height: 3, padding: 2, fill: Self.fill)
        var generator = SeededGenerator(seed: 9)
        let results = Set((0..<600).map { _ in crop(picture, using: &generator) })
        #expect(results.count == 25)
        #expect(results.contains(picture))
        let shifted = results.contains { $0[2, 2] == picture[0, 0] && $0[1, 2] == Self.fill }
        #expect(shifted)
    }

    @Test func `a crop larger than picture and border puts the picture into the middle`() {
        let picture = TestPictures.noise(width: 2, height: 3)
        let crop = RandomCrop(width: 7, height: 5, padding: 1, fill: Self.fill)
        var generator = SeededGenerator(seed: 9)
        let image = crop(picture, using: &generator)
        #expect(image.width == 7 && image.height == 5)
        #expect(image == picture.padded(toWidth: 7, height: 5, x: 2, y: 1, background: Self.fill))
    }

    @Test func `an erased rectangle has the area that is asked for`() {
        let picture = Image(width: 60, height: 50, filledWith: .white)
        let erasing = RandomErasing(probability: 0.5, area: 0.1...0.2, fill: Self.fill)
        var generator = SeededGenerator(seed: 12)
        var count = 0
        for _ in 0..<200 {
            let image = erasing(picture, using: &generator)
            let erased = (0..<3000).count { image[$0 % 60, $0 / 60] == Self.fill }
            if erased > 0 {
                count += 1
                #expect((270...640).contains(erased), "\(erased) of 3000")
            }
        }
        // 100 expected; the standard deviation is 7.
        #expect((72...128).contains(count), "\(count) of 200")
    }
}
