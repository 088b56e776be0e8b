import Models
import Tensors
import Testing
import Training
import Transfer

@Suite struct UnknownDetectorFitTests {
    private let fit = UnknownDetectorFit(seed: 3)

    /// Images of classes that lie around points of a few directions of many features.
    private func images(_ count: Int, classCount: Int = 3, seed: UInt64) throws -> LabelledFeatures {
        var generator = SeededGenerator(seed: seed)
        let labels = (0..<count).map { $0 % classCount }
        let values = labels.flatMap { label in
            (0..<20).map { column -> Float in
                let noise = Float.random(in: -1...1, using: &generator)
                return column == label ? 5 + noise : column < 8 ? noise : 0.05 * noise
            }
        }
        return try LabelledFeatures(
            features: Tensor(shape: [count, 20], values: values), labels: labels, classCount: classCount)
    }

    /// Images that vary along features in which those of the classes do not.
    private func others(_ count: Int) -> Tensor<Float> {
        var generator = SeededGenerator(seed: 99)
        let values = (0..<count * 20).map { index in
            index % 20 < 12 ? 0 : Float.random(in: -3...3, using: &generator)
        }
        return Tensor(shape: [count, 20], values: values)
    }

    private func share(ofUnknown features: Tensor<Float>, by detector: UnknownDetector) -> Double {
        let rows = (0..<features.shape[0]).map { features.row($0).values }
        return Double(rows.count { detector.distance(of: $0) > 1 }) / Double(rows.count)
    }

    @Test func `there are golden cases`() {
        #expect(GoldenUnknown.cases.count == 3)
    }

    @Test(arguments: GoldenUnknown.cases)
    func `distances are those of numpy and scikit-learn`(_ golden: GoldenUnknown) throws {
        let detector = try #require(
            try fit.detector(training: try golden.training(), heldOut: golden.heldOut))
        for (row, expected) in golden.squared_distances.enumerated() {
            let got = detector.squaredDistance(of: golden.heldOut.row(row).values)
            #expect(
                abs(got - expected) <= golden.relative_tolerance * expected,
                "\(row): \(got), not \(expected)")
        }
    }

    @Test func `the threshold is the one that split conformal prediction asks for`() {
        // Of 19 distances the rank is ⌈20 · 0.95⌉ = 19, of 39 it is 38, of 100 it is 96.
        #expect(UnknownDetectorFit.threshold((1...19).map(Double.init).reversed()) == 19)
        #expect(UnknownDetectorFit.threshold((1...39).map(Double.init)) == 38)
        #expect(UnknownDetectorFit.threshold((1...100).map(Double.init).shuffled()) == 96)
        #expect(UnknownDetectorFit.threshold((1...18).map(Double.init)) == nil)
        #expect(UnknownDetectorFit.threshold([]) == nil)
        #expect(UnknownDetectorFit.fewestHeldOut == 19)
    }

    @Test func `about one in twenty new images of the classes is unknown, and nearly all others are`() throws
    {
        let heldOut = try images(300, seed: 2).features
        let detector = try #require(try fit.detector(training: try images(300, seed: 1), heldOut: heldOut))
        #expect(detector.summary.imageCount == 300)
        #expect(detector.summary.falseRejection == 0.05)
        let rejected = share(ofUnknown: try images(1200, seed: 4).features, by: detector)
        #expect((0.02...0.09).contains(rejected), "\(rejected)")
        let caught = share(ofUnknown: others(200), by: detector)
        #expect(caught > 0.95, "\(caught)")
    }

    @Test func `without enough other images, those of training are held out in turn`() throws {
        let training = try images(120, seed: 1)
        let few = try images(UnknownDetectorFit.fewestHeldOut - 1, seed: 2).features
        let detector = try #require(try fit.detector(training: training, heldOut: few))
        #expect(detector.summary.imageCount == 120)
        #expect(detector == (try fit.detector(training: training, heldOut: nil)))
    }

    @Test(arguments: [24, 48, 100, 200])
    func `images held out in turn make few of the new ones unknown`(_ count: Int) throws {
        let others = try images(600, seed: 1000).features
        let shares = try (0..<12).compactMap { seed -> Double? in
            let detector = try fit.detector(
                training: try images(count, seed: UInt64(count + seed)), heldOut: nil)
            return detector.map { share(ofUnknown: others, by: $0) }
        }
        #expect(shares.count == 12)
        let mean = shares.reduce(0, +) / 12
        #expect(mean <= 0.08, "\(shares)")
    }

    @Test func `a class without images lies where the first class does`() throws {
        let training = try images(120, seed: 1)
        let wider = try LabelledFeatures(
            features: training.features, labels: training.labels.map { $0 + 1 }, classCount: 5)
        let heldOut = try images(50, seed: 2).features
        let detector = try #require(try fit.detector(training: wider, heldOut: heldOut))
        #expect(detector.centres.shape[0] == 5)
        #expect(detector.centres.row(0) == detector.centres.row(1))
        #expect(detector.centres.row(4) == detector.centres.row(1))
        let narrow = try #require(try fit.detector(training: training, heldOut: heldOut))
        #expect(detector.summary == narrow.summary)
    }

    struct Unfit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let labels: [Int]
        let values: [Float]
    }

    static let unfit = [
        Unfit(testDescription: "one image a class", labels: [0, 1], values: [1, 2, 3, 4]),
        Unfit(
            testDescription: "too few to hold out", labels: [0, 1, 0, 1, 0, 1, 0, 1],
            values: (0..<16).map { Float($0 * $0 % 7) }),
        Unfit(
            testDescription: "all alike", labels: (0..<40).map { $0 % 2 },
            values: [Float](repeating: 3, count: 80)),
    ]

    @Test(arguments: unfit)
    func `images that say nothing of their spread give no detector`(_ unfit: Unfit) throws {
        let training = try LabelledFeatures(
            features: Tensor(shape: [unfit.labels.count, 2], values: unfit.values), labels: unfit.labels,
            classCount: 2)
        #expect(try fit.detector(training: training, heldOut: nil) == nil)
    }

    @Test func `an even choice takes every class's share in order`() {
        #expect(EvenChoice.positions(10, of: [0, 1, 0]) == [0, 1, 2])
        #expect(
            EvenChoice.positions(6, of: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]) == [0, 2, 4, 6, 8, 10])
        // No class is left with one, unless it has no other.
        #expect(EvenChoice.positions(2, of: [0, 0, 0, 0, 0, 1]) == [0, 2, 5])
    }
}
