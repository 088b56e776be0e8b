import Augmentation
import Images
import Tensors
import Testing

@Suite struct QualityTests {
    @Test func `noise has the mean and the deviation that are asked for`() {
        let picture = Image(width: 100, height: 80, filledWith: .middleGrey)
        var generator = SeededGenerator(seed: 1)
        let noisy = GaussianNoise(standardDeviation: 10...10)(picture, using: &generator)
        let differences = noisy.pixels.map { Double($0) - 128 }
        let mean = differences.reduce(0, +) / 24_000
        let variance = differences.reduce(0) { $0 + $1 * $1 } / 24_000 - mean * mean
        // Rounding adds 1/12; the standard errors are 0.065 and 0.92.
        #expect(abs(mean) < 0.3)
        #expect(abs(variance - 100) < 4)
        #expect(differences.allSatisfy { abs($0) <= 37 })
        // A normal distribution has 31.7 % beyond one deviation, here of 10.5 or more.
        let share = Double(differences.count { abs($0) > 10 }) / 24_000
        #expect(abs(share - 0.294) < 0.02, "\(share)")
    }

    @Test func `artefacts keep smooth pictures and grow with lower quality`() {
        let picture = TestPictures.smooth(width: 64, height: 48)
        var generator = SeededGenerator(seed: 1)
        func difference(_ quality: Int) -> Int {
            let image = JPEGArtefacts(quality: quality...quality)(picture, using: &generator)
            return zip(image.pixels, picture.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        }
        let (fine, coarse) = (difference(95), difference(5))
        #expect(fine < 2 * picture.pixels.count && coarse > 2 * fine)
    }

    @Test func `a picture too long for a JPEG file stays`() {
        let picture = Image(width: 65_501, height: 1, filledWith: .middleGrey)
        var generator = SeededGenerator(seed: 1)
        #expect(JPEGArtefacts(quality: 5...5)(picture, using: &generator) == picture)
    }

    @Test(arguments: GradedOperation.allCases)
    func `graded operations do nothing at grade 0 and something at the highest`(
        _ operation: GradedOperation
    ) {
        let picture = TestPictures.noise(width: 24, height: 20)
        for space in [GradedOperations.trivialAugmentWide, .randAugment] {
            for direction in [1.0, -1] {
                let weakest = space.apply(
                    operation, grade: 0, direction: direction, to: picture, fill: .middleGrey)
                let strongest = space.apply(
                    operation, grade: 30, direction: direction, to: picture, fill: .middleGrey)
                let hasGrades = ![.identity, .autocontrast, .equalize].contains(operation)
                if hasGrades {
                    #expect(weakest == picture)
                    #expect(strongest != picture)
                } else {
                    #expect(weakest == strongest)
                }
            }
        }
    }

    @Test func `the strongest grades are those of the papers`() {
        let picture = TestPictures.noise(width: 70, height: 70)
        func apply(_ operation: GradedOperation, _ space: GradedOperations) -> Image {
            space.apply(operation, grade: 30, direction: 1, to: picture, fill: .black)
        }
        #expect(apply(.posterize, .trivialAugmentWide) == picture.posterized(bitCount: 2))
        #expect(apply(.posterize, .randAugment) == picture.posterized(bitCount: 4))
        #expect(apply(.solarize, .randAugment) == picture.inverted())
        #expect(apply(.brightness, .randAugment) == picture.scalingBrightness(by: 1.9))
        #expect(apply(.sharpness, .trivialAugmentWide) == picture.scalingSharpness(by: 1.99))
        #expect(
            apply(.translateX, .trivialAugmentWide) == picture.warped(by: .moving(x: 10, y: 0), fill: .black))
        let turn = PlaneTransform.turning(degrees: 135).about(x: 35, y: 35)
        #expect(apply(.rotate, .trivialAugmentWide) == picture.warped(by: turn, fill: .black))
    }

    @Test func `no operations leave a picture as it is`() {
        let picture = TestPictures.noise(width: 9, height: 9)
        var generator = SeededGenerator(seed: 1)
        #expect(RandAugment(operationCount: 0)(picture, using: &generator) == picture)
    }
}
