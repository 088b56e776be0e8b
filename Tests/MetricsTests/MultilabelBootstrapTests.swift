import FoundationEssentials
import Metrics
import Testing

@Suite struct MultilabelBootstrapTests {
    private static let golden = Result { try GoldenIntervals.read() }

    @Test(arguments: try golden.get().multilabel)
    func `every interval equals the reference`(_ golden: GoldenIntervals.Multilabel) throws {
        let file = try Self.golden.get()
        var generator = file.generator
        let intervals = try MultilabelBootstrap(
            probabilities: golden.table, labels: golden.truth.map { $0 == 1 },
            thresholds: golden.thresholds, labelNames: golden.labelNames
        ).intervals(resampleCount: file.resample_count, using: &generator)
        #expect(golden.intervals.keys.sorted() == MultilabelMetric.allCases.map(\.rawValue).sorted())
        for metric in MultilabelMetric.allCases {
            let expected = golden.intervals[metric.rawValue] ?? nil
            let interval = intervals[metric]
            #expect((interval == nil) == (expected == nil), "\(metric)")
            guard let expected, let interval else { continue }
            expectClose([interval.lower, interval.upper], expected)
            #expect(interval.confidence == 0.95)
        }
    }

    @Test(arguments: try golden.get().multilabel)
    func `scores of the images themselves equal those of the report`(
        _ golden: GoldenIntervals.Multilabel
    ) throws {
        let labels = golden.truth.map { $0 == 1 }
        let report = try MultilabelReport(
            probabilities: golden.table, labels: labels, thresholds: golden.thresholds,
            labelNames: golden.labelNames)
        var generator = TestGenerator(seed: 1)
        let distributions = try MultilabelBootstrap(
            probabilities: golden.table, labels: labels, thresholds: golden.thresholds,
            labelNames: golden.labelNames
        ).distributions(resampleCount: 5, using: &generator)
        #expect(distributions.count >= 7)
        for (metric, distribution) in distributions {
            expectClose([distribution.estimate], [report[metric: metric]])
        }
    }

    @Test func `the seed alone decides, whatever else is asked for`() throws {
        let (probabilities, labels) = SimulatedLabels().draw(60, seed: 4)
        func intervals(
            seed: UInt64, _ metrics: Set<MultilabelMetric>
        ) throws -> [MultilabelMetric: ConfidenceInterval] {
            var generator = TestGenerator(seed: seed)
            return try MultilabelBootstrap(
                probabilities: probabilities, labels: labels, thresholds: [0.5, 0.5, 0.5],
                labelNames: ["a", "b", "c"], metrics: metrics
            ).intervals(resampleCount: 100, using: &generator)
        }
        let all = try intervals(seed: 1, Set(MultilabelMetric.allCases))
        #expect(all.count == MultilabelMetric.allCases.count)
        #expect(try intervals(seed: 1, Set(MultilabelMetric.allCases)) == all)
        #expect(try intervals(seed: 2, Set(MultilabelMetric.allCases)) != all)
        let some = try intervals(seed: 1, [.macroF1, .logLoss])
        #expect(some == all.filter { [.macroF1, .logLoss].contains($0.key) })
    }

    @Test func `what a report refuses is refused`() {
        #expect(throws: MetricsError.noRows) {
            try MultilabelBootstrap(probabilities: [], labels: [], thresholds: [0.5], labelNames: ["a"])
        }
    }

    @Test func `the JSON of the details has stable keys and survives a round trip`() throws {
        let (probabilities, labels) = SimulatedLabels().draw(60, seed: 4)
        func details(resampleCount: Int) throws -> MultilabelDetails {
            var generator = TestGenerator(seed: 1)
            return try MultilabelDetails(
                probabilities: probabilities, labels: labels, thresholds: [0.5, 0.5, 0.5],
                labelNames: ["a", "b", "c"], resampleCount: resampleCount, using: &generator)
        }
        let full = try details(resampleCount: 50)
        #expect(try keys(of: full) == ["intervals", "recall_intervals", "resample_count"])
        #expect(try keys(of: full.intervals) == MultilabelMetric.allCases.map(\.rawValue).sorted())
        #expect(full.recallIntervals.map(\.label) == ["a", "b", "c"])
        let data = try JSONEncoder().encode(full)
        #expect(try JSONDecoder().decode(MultilabelDetails.self, from: data) == full)
        #expect(try keys(of: ModelDetails.labels(full)) == keys(of: full))
        let bare = try details(resampleCount: 0)
        #expect(bare.intervals.isEmpty && bare.recallIntervals == full.recallIntervals)
    }
}
