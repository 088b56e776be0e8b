import Glibc
import Tensors
import Testing
import Training

@Suite struct LearningRateCurveTests {
    /// A curve of the form that training gives: flat, a fall around 1e-3, a minimum, and divergence above
    /// 0.1.
    private static func curve(noise: Double = 0, seed: UInt64 = 1) -> LearningRateCurve {
        var generator = SeededGenerator(seed: seed)
        var curve = LearningRateCurve(sweep: LearningRateSweep(lowest: 1e-6, highest: 10, stepCount: 120))
        while let rate = curve.nextRate {
            let fall = 2 / (1 + exp(-3 * (log10(rate) + 3)))
            let rise = pow(rate / 0.2, 2)
            curve.observe(2.3 - fall + rise + noise * Double.random(in: -1...1, using: &generator))
        }
        return curve
    }

    @Test func `rates rise by equal factors`() {
        let rates = LearningRateSweep(lowest: 1e-4, highest: 1, stepCount: 5).rates
        for (rate, expected) in zip(rates, [1e-4, 1e-3, 1e-2, 1e-1, 1]) {
            #expect(abs(rate - expected) <= 1e-12 * expected)
        }
        #expect(rates.count == 5)
    }

    @Test func `the average is corrected for its start`() {
        var curve = LearningRateCurve(sweep: LearningRateSweep(stepCount: 4), smoothing: 0.5)
        for loss in [4, 4, 1] as [Double] { curve.observe(loss) }
        // The weights 1/7, 2/7 and 4/7 of three points.
        let smoothed = curve.points.map(\.smoothed)
        #expect(smoothed[..<2] == [4, 4])
        #expect(abs(smoothed[2] - 16.0 / 7) < 1e-12)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `the suggestion lies where the loss falls`(_ seed: UInt64) throws {
        let rate = try #require(Self.curve(noise: 0.2, seed: seed).suggestion)
        #expect(rate > 4e-4 && rate < 2.5e-3)
    }

    @Test func `divergence ends the sweep and is no part of the suggestion`() throws {
        let curve = Self.curve()
        #expect(curve.hasDiverged)
        #expect(curve.points.count < 120)
        #expect(curve.nextRate == nil)
        let lowest = try #require(curve.points.min { $0.smoothed < $1.smoothed })
        #expect(try #require(curve.suggestion) < lowest.rate)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a loss that is not finite ends the sweep`(_ loss: Double) {
        var curve = LearningRateCurve(sweep: LearningRateSweep())
        curve.observe(1)
        curve.observe(loss)
        #expect(curve.hasDiverged)
        #expect(curve.points.count == 1)
        #expect(curve.suggestion == nil)
    }

    @Test func `a loss that never falls suggests nothing`() {
        var curve = LearningRateCurve(sweep: LearningRateSweep(stepCount: 20))
        #expect(curve.suggestion == nil)
        while curve.nextRate != nil { curve.observe(2 + Double(curve.points.count) / 10) }
        #expect(curve.suggestion == nil)
        #expect(!curve.hasDiverged)
        #expect(curve.text().hasSuffix("it never falls, so there is no suggestion\n"))
    }

    @Test func `the drawing fits its width and marks the suggestion`() {
        let curve = Self.curve()
        for width in [10, 40, 72, 200] {
            let text = curve.text(width: width, height: 9)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 9 + 3 + 1)
            #expect(text.utf8.allSatisfy { $0 < 127 })
            let plot = lines[..<10]
            #expect(plot.allSatisfy { $0.count <= max(30, width) })
            #expect(lines[9].contains("^"))
        }
    }

    @Test func `the drawing looks like this`() {
        var curve = LearningRateCurve(
            sweep: LearningRateSweep(lowest: 1e-4, highest: 1, stepCount: 13), smoothing: 0)
        for loss in [2.3, 2.3, 2.3, 2.2, 2.0, 1.5, 1.0, 0.7, 0.5, 0.4, 0.8, 1.5, 9] { curve.observe(loss) }
        let drawing = """
                 3.45 |     |      *
                      |     |
                      |**** |
                      |    *|
                      |     *     *
                      |     |**  *
                0.400 |     |  **
                      +-----^-------
                       1.00e-4  1.00
                       loss over learning rate; suggested 0.00464

            """
        #expect(curve.text(width: 40, height: 7) == drawing)
    }

    @Test func `a curve of one point has no drawing`() {
        var curve = LearningRateCurve(sweep: LearningRateSweep())
        curve.observe(1)
        #expect(curve.text() == "no curve: 1 of 100 rates tried\n")
    }
}
