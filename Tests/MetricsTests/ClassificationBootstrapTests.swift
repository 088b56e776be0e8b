import Metrics
import Testing

@Suite struct ClassificationBootstrapTests {
    static func intervals(
        _ table: ProbabilityTable, _ labels: [Int], seed: UInt64 = 1, count: Int = 200
    ) throws -> [ResampledMetric: ConfidenceInterval] {
        var generator = TestGenerator(seed: seed)
        return try ClassificationBootstrap(table, labels: labels)
            .intervals(resampleCount: count, using: &generator)
    }

    @Test func `every score lies in its interval, which its seed alone decides`() throws {
        let (table, labels) = try SimulatedClassifier().draw(80, seed: 5)
        let names = (0..<table.classCount).map(String.init)
        let report = try ClassificationReport(table, labels: labels, classNames: names)
        let intervals = try Self.intervals(table, labels)
        for metric in ResampledMetric.allCases {
            let interval = try #require(intervals[metric])
            let value = try #require(report[metric: metric])
            #expect(interval.lower < value && value < interval.upper, "\(metric)")
            #expect(interval.upper - interval.lower < 0.5, "\(metric)")
        }
        #expect(try Self.intervals(table, labels) == intervals)
        #expect(try Self.intervals(table, labels, seed: 2) != intervals)
    }

    @Test func `scores of the images themselves equal those of the report`() throws {
        for golden in try GoldenEvaluation.read().classification {
            var generator = TestGenerator(seed: 1)
            let report = try ClassificationReport(
                golden.probabilities, labels: golden.labels, classNames: golden.classNames)
            let distributions = try ClassificationBootstrap(golden.probabilities, labels: golden.labels)
                .distributions(resampleCount: 5, using: &generator)
            for (metric, distribution) in distributions {
                expectClose([distribution.estimate], [report[metric: metric]])
            }
        }
    }

    @Test func `where all images are right, the F1 scores take the interval of a share`() throws {
        let table = try ProbabilityTable(rows: [[Double]](repeating: [0.75, 0.25], count: 10))
        let intervals = try Self.intervals(table, [Int](repeating: 0, count: 10))
        let share = WilsonInterval(successes: 10, trials: 10)
        #expect(intervals[.weightedF1] == ConfidenceInterval(share))
        // The class without images counts with an F1 of 0.
        let half = ConfidenceInterval(lower: share.lower / 2, upper: 0.5, confidence: 0.95)
        #expect(intervals[.macroF1] == half)
        #expect(intervals[.logLoss] == nil)
        #expect(intervals[.macroROCAUC] == nil)
    }

    @Test func `where all images are right, resamples of one class say nothing of agreement`() throws {
        let table = try ProbabilityTable(rows: [[0.75, 0.25], [0.25, 0.75], [0.625, 0.375]])
        let intervals = try Self.intervals(table, [0, 1, 0])
        #expect(intervals[.cohensKappa] == nil && intervals[.matthewsCorrelation] == nil)
        #expect(
            intervals[.balancedAccuracy] == ConfidenceInterval(WilsonInterval(successes: 3, trials: 3)))
    }

    @Test func `one image has no scatter`() throws {
        let table = try ProbabilityTable(rows: [[0.25, 0.75]])
        #expect(try Self.intervals(table, [0]).isEmpty)
    }

    @Test func `labels must fit the table`() throws {
        let table = try ProbabilityTable(rows: [[0.25, 0.75]])
        #expect(throws: MetricsError.countMismatch(labels: 2, predictions: 1)) {
            try ClassificationBootstrap(table, labels: [0, 1])
        }
    }
}
