import FoundationEssentials
import Metrics
import Testing

@Suite struct RegressionBootstrapTests {
    private static let golden = Result { try GoldenIntervals.read() }

    @Test(arguments: try golden.get().regression)
    func `every interval equals the reference`(_ golden: GoldenIntervals.Regression) throws {
        let file = try Self.golden.get()
        var generator = file.generator
        let intervals = try RegressionBootstrap(
            predictions: golden.predictions, targets: golden.targets, names: golden.names
        ).intervals(resampleCount: file.resample_count, using: &generator)
        #expect(golden.intervals.keys.sorted() == RegressionMetric.allCases.map(\.rawValue).sorted())
        Self.expect(intervals.mean, golden.intervals)
        #expect(intervals.outputs.count == golden.outputs.count)
        for (output, expected) in zip(intervals.outputs, golden.outputs) { Self.expect(output, expected) }
    }

    private static func expect(
        _ intervals: [RegressionMetric: ConfidenceInterval], _ expected: [String: [Double]?],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for metric in RegressionMetric.allCases {
            let ends = expected[metric.rawValue] ?? nil
            let interval = intervals[metric]
            #expect((interval == nil) == (ends == nil), "\(metric)", sourceLocation: sourceLocation)
            guard let ends, let interval else { continue }
            expectClose([interval.lower, interval.upper], ends, sourceLocation: sourceLocation)
            #expect(interval.confidence == 0.95, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: try golden.get().regression)
    func `scores of the images themselves equal those of the report`(
        _ golden: GoldenIntervals.Regression
    ) throws {
        let report = try RegressionReport(
            predictions: golden.predictions, targets: golden.targets, names: golden.names)
        var generator = TestGenerator(seed: 1)
        let distributions = try RegressionBootstrap(
            predictions: golden.predictions, targets: golden.targets, names: golden.names
        ).distributions(resampleCount: 5, using: &generator)
        #expect(distributions.outputs.allSatisfy { $0.count >= 4 })
        for (metric, distribution) in distributions.mean {
            expectClose([distribution.estimate], [report[metric: metric]])
        }
        for (output, entry) in zip(distributions.outputs, report.outputs) {
            for (metric, distribution) in output {
                expectClose([distribution.estimate], [entry[metric: metric]])
            }
        }
    }

    @Test func `the seed alone decides, and an output has the interval that it has alone`() throws {
        let (predictions, targets) = SimulatedNumbers().draw(60, seed: 4)
        func intervals(seed: UInt64, copies: Int) throws -> RegressionBootstrap.Intervals {
            var generator = TestGenerator(seed: seed)
            return try RegressionBootstrap(
                predictions: predictions.flatMap { [Double](repeating: $0, count: copies) },
                targets: targets.flatMap { [Double](repeating: $0, count: copies) },
                names: (0..<copies).map(String.init)
            ).intervals(resampleCount: 100, using: &generator)
        }
        let one = try intervals(seed: 1, copies: 1)
        #expect(one.mean.count == RegressionMetric.allCases.count)
        #expect(one.outputs == [one.mean])
        #expect(try intervals(seed: 1, copies: 1) == one)
        #expect(try intervals(seed: 2, copies: 1) != one)
        #expect(try intervals(seed: 1, copies: 2).outputs == [one.mean, one.mean])
    }

    @Test func `numbers of any size have intervals in proportion`() throws {
        let (predictions, targets) = SimulatedNumbers().draw(40, seed: 4)
        func intervals(times factor: Double) throws -> [RegressionMetric: ConfidenceInterval] {
            var generator = TestGenerator(seed: 1)
            return try RegressionBootstrap(
                predictions: predictions.map { $0 * factor }, targets: targets.map { $0 * factor },
                names: ["a"]
            ).intervals(resampleCount: 100, using: &generator).mean
        }
        let plain = try intervals(times: 1)
        // Powers of two: nothing is rounded.
        for factor in [0x1p-60, 0x1p70] {
            let scaled = try intervals(times: factor)
            for metric in RegressionMetric.allCases {
                let unit = metric == .r2 || metric == .pearson ? 1 : factor
                expectClose([scaled[metric].map { $0.lower / unit }], [plain[metric]?.lower])
                expectClose([scaled[metric].map { $0.upper / unit }], [plain[metric]?.upper])
            }
        }
    }

    @Test func `what a report refuses is refused`() {
        #expect(throws: MetricsError.notFinite(row: 0, column: 0, value: .infinity)) {
            try RegressionBootstrap(predictions: [.infinity], targets: [1], names: ["a"])
        }
    }

    @Test func `the JSON of the details has stable keys and survives a round trip`() throws {
        let (predictions, targets) = SimulatedNumbers().draw(60, seed: 4)
        var generator = TestGenerator(seed: 1)
        let details = try RegressionDetails(
            predictions: predictions, targets: targets, names: ["age"], resampleCount: 50, using: &generator)
        #expect(try keys(of: details) == ["intervals", "outputs", "resample_count"])
        #expect(try keys(of: details.outputs[0]) == ["intervals", "name"])
        #expect(try keys(of: details.intervals) == RegressionMetric.allCases.map(\.rawValue).sorted())
        #expect(try keys(of: ModelDetails.values(details)) == keys(of: details))
        let data = try JSONEncoder().encode(details)
        #expect(try JSONDecoder().decode(RegressionDetails.self, from: data) == details)
        let bare = try RegressionDetails(
            predictions: predictions, targets: targets, names: ["age"], resampleCount: 0, using: &generator)
        #expect(bare.intervals.isEmpty && bare.outputs.map(\.name) == ["age"])
    }
}
