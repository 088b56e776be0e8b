// Two thousand runs take minutes without the optimiser.
#if !DEBUG
import Metrics
import Testing

/// The numbers that the table of `MultilabelBootstrap` shows.
@Suite struct MultilabelCoverageTests {
    private static let runCount = 2_000

    private static let accepted = 1_860...1_940

    @Test func `intervals contain the true score in 93 to 97 of 100 runs`() throws {
        let (hits, wilson) = try Self.simulate(SimulatedLabels(), imageCount: 200)
        for metric in MultilabelMetric.allCases {
            #expect(Self.accepted.contains(hits[metric, default: 0]), "\(metric)")
        }
        #expect(Self.accepted.contains(wilson))
    }

    /// Six images in a hundred have the rarest label: what so few do not show cannot be resampled.
    @Test func `a rare label costs average precision some coverage`() throws {
        let source = SimulatedLabels(frequencies: [0.4, 0.25, 0.06], shift: 1.5)
        let (hits, wilson) = try Self.simulate(source, imageCount: 100)
        for metric in MultilabelMetric.allCases {
            let lowest = metric == .meanAveragePrecision ? 1_660 : 1_860
            #expect((lowest...1_940).contains(hits[metric, default: 0]), "\(metric)")
        }
        #expect(Self.accepted.contains(wilson))
    }

    /// How many of the runs have intervals that contain the true score; runs without an interval count as if theirs
    /// did not.
    private static func simulate(
        _ source: SimulatedLabels, imageCount: Int
    ) throws -> (hits: [MultilabelMetric: Int], wilson: Int) {
        let names = source.frequencies.indices.map(String.init)
        let thresholds = names.map { _ in 0.5 }
        let (population, truths) = source.draw(500_000, seed: 1)
        let truth = try MultilabelReport(
            probabilities: population, labels: truths, thresholds: thresholds, labelNames: names)
        var hits = [MultilabelMetric: Int]()
        var wilson = 0
        for run in 0..<runCount {
            let (probabilities, labels) = source.draw(imageCount, seed: UInt64(run) &* 7_919 &+ 12_345)
            var generator = TestGenerator(seed: UInt64(run))
            let intervals = try MultilabelBootstrap(
                probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: names
            ).intervals(using: &generator)
            for (metric, interval) in intervals {
                let value = try #require(truth[metric: metric])
                if interval.lower <= value, value <= interval.upper { hits[metric, default: 0] += 1 }
            }
            let report = try MultilabelReport(
                probabilities: probabilities, labels: labels, thresholds: thresholds, labelNames: names)
            let interval = report.subsetAccuracyInterval
            if interval.lower <= truth.subsetAccuracy, truth.subsetAccuracy <= interval.upper { wilson += 1 }
        }
        return (hits, wilson)
    }
}
#endif
