// Two thousand runs take minutes without the optimiser.
#if !DEBUG
import Metrics
import Testing

/// The numbers that the table of `ClassificationBootstrap` shows.
@Suite struct CoverageTests {
    /// How many of the simulated test sets have intervals that contain the true score.
    private struct Hits {
        var percentile = [ResampledMetric: Int]()
        var corrected = [ResampledMetric: Int]()
        var accuracy = 0
        var recalls: [Int]
    }

    private static let runCount = 2_000

    private static let accepted = 1_860...1_940

    @Test func `intervals contain the true score in 93 to 97 of 100 runs`() throws {
        let hits = try Self.simulate(SimulatedClassifier(), imageCount: 200)
        for metric in ResampledMetric.allCases {
            #expect(Self.accepted.contains(hits.corrected[metric, default: 0]), "\(metric)")
            #expect(Self.accepted.contains(hits.percentile[metric, default: 0]), "\(metric)")
        }
        for count in [hits.accuracy] + hits.recalls { #expect(Self.accepted.contains(count)) }
    }

    /// Three mistakes among a hundred images: what few mistakes say about the rarest cannot be resampled.
    @Test func `few mistakes are what the corrected intervals are for`() throws {
        let hits = try Self.simulate(SimulatedClassifier(shift: 3), imageCount: 100)
        for metric in ResampledMetric.allCases {
            let corrected = hits.corrected[metric, default: 0]
            #expect(corrected > hits.percentile[metric, default: 0], "\(metric)")
            #expect(corrected >= 1_660 && corrected <= 1_940, "\(metric)")
        }
        #expect(hits.corrected[.macroF1, default: 0] >= 1_860)
        #expect(Self.accepted.contains(hits.accuracy))
    }

    private static func simulate(_ source: SimulatedClassifier, imageCount: Int) throws -> Hits {
        let names = source.frequencies.indices.map(String.init)
        let (population, populationLabels) = try source.draw(1_000_000, seed: 1)
        let truth = try ClassificationReport(population, labels: populationLabels, classNames: names)
        var hits = Hits(recalls: names.map { _ in 0 })
        for run in 0..<runCount {
            let (table, labels) = try source.draw(imageCount, seed: UInt64(run) &* 7_919 &+ 12_345)
            var generator = TestGenerator(seed: UInt64(run))
            let distributions = try ClassificationBootstrap(table, labels: labels)
                .distributions(resampleCount: 1_000, using: &generator)
            for (metric, distribution) in distributions {
                let value = try #require(truth[metric: metric])
                let percentile = distribution.percentileInterval(confidence: 0.95)
                let corrected = distribution.interval(confidence: 0.95)
                if contains(percentile, value) { hits.percentile[metric, default: 0] += 1 }
                if contains(corrected, value) { hits.corrected[metric, default: 0] += 1 }
            }
            let matrix = try table.confusionMatrix(labels: labels)
            let accuracy = WilsonInterval(successes: matrix.correct, trials: imageCount)
            if contains(ConfidenceInterval(accuracy), truth.accuracy) { hits.accuracy += 1 }
            for (index, interval) in matrix.recallIntervals().enumerated()
            where contains(ConfidenceInterval(interval), truth.classes[index].recall) {
                hits.recalls[index] += 1
            }
        }
        return hits
    }

    private static func contains(_ interval: ConfidenceInterval, _ value: Double) -> Bool {
        interval.lower <= value && value <= interval.upper
    }
}
#endif
