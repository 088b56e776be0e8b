// Two thousand runs take minutes without the optimiser.
#if !DEBUG
import Metrics
import Testing

/// The numbers that the table of `RegressionBootstrap` shows.
@Suite struct RegressionCoverageTests {
    private static let runCount = 2_000

    @Test func `intervals contain the true score in 93 to 97 of 100 runs`() throws {
        let hits = try Self.simulate(SimulatedNumbers(), imageCount: 200)
        for metric in RegressionMetric.allCases {
            #expect((1_860...1_940).contains(hits[metric, default: 0]), "\(metric)")
        }
    }

    /// What a few large errors contribute is not known from those that happened to be drawn.
    @Test func `outliers cost scores of squares some coverage`() throws {
        let hits = try Self.simulate(SimulatedNumbers(hasOutliers: true), imageCount: 100)
        for metric in RegressionMetric.allCases {
            #expect((1_700...1_940).contains(hits[metric, default: 0]), "\(metric)")
        }
    }

    /// How many of the runs have intervals that contain the true score.
    private static func simulate(
        _ source: SimulatedNumbers, imageCount: Int
    ) throws -> [RegressionMetric: Int] {
        let (population, truths) = source.draw(1_000_000, seed: 1)
        let truth = try RegressionReport(predictions: population, targets: truths, names: ["a"])
        var hits = [RegressionMetric: Int]()
        for run in 0..<runCount {
            let (predictions, targets) = source.draw(imageCount, seed: UInt64(run) &* 7_919 &+ 12_345)
            var generator = TestGenerator(seed: UInt64(run))
            let intervals = try RegressionBootstrap(
                predictions: predictions, targets: targets, names: ["a"]
            ).intervals(using: &generator)
            for (metric, interval) in intervals.mean {
                let value = try #require(truth[metric: metric])
                if interval.lower <= value, value <= interval.upper { hits[metric, default: 0] += 1 }
            }
        }
        return hits
    }
}
#endif
