import FoundationEssentials
import Metrics
import Testing

@Suite struct ClassificationDetailsTests {
    @Test(arguments: try GoldenEvaluation.read().classification)
    func `ranks, confusions, recalls and risk equal the reference`(
        _ golden: GoldenEvaluation.Classification
    ) throws {
        var generator = TestGenerator(seed: 1)
        let table = try golden.probabilities
        let details = try ClassificationDetails(
            table, labels: golden.labels, classNames: golden.classNames, resampleCount: 0, using: &generator)

        for k in 1...golden.class_count {
            expectClose([try table.topAccuracy(k, labels: golden.labels)], [golden.top_accuracies[k - 1]])
        }
        for top in details.topAccuracies {
            expectClose([top.accuracy], [golden.top_accuracies[top.k - 1]])
            #expect(top.interval.lower <= top.accuracy && top.accuracy <= top.interval.upper)
        }
        let pairs = try table.confusionMatrix(labels: golden.labels).mostConfusedPairs()
        #expect(pairs.map { [$0.label, $0.prediction, $0.count] } == golden.confused_pairs)
        #expect(details.confusedPairs.map(\.count) == pairs.prefix(20).map(\.count))
        expectClose(details.recallIntervals.map(\.lower), golden.recall_intervals.map { $0[0] })
        expectClose(details.recallIntervals.map(\.upper), golden.recall_intervals.map { $0[1] })
        expectClose([details.riskCoverage.area], [golden.risk_coverage_area])
        #expect(details.riskCoverage.points.last?.coverage == 1)
        #expect(details.intervals.isEmpty)
    }

    @Test func `the JSON has stable keys and survives a round trip`() throws {
        let golden = try #require(try GoldenEvaluation.read().classification.first)
        var generator = TestGenerator(seed: 1)
        let details = try ClassificationDetails(
            golden.probabilities, labels: golden.labels, classNames: golden.classNames, resampleCount: 50,
            using: &generator)
        let names = [
            "confused_pairs", "intervals", "recall_intervals", "reliability", "resample_count",
            "risk_coverage", "top_accuracies",
        ]
        #expect(try keys(of: details) == names)
        #expect(try keys(of: details.intervals) == ResampledMetric.allCases.map(\.rawValue).sorted())
        let data = try JSONEncoder().encode(details)
        #expect(try JSONDecoder().decode(ClassificationDetails.self, from: data) == details)
    }

    @Test func `a curve keeps few points and the area of all`() throws {
        let rows = (0..<500).map { 0.5 + Double($0) / 1000 }
        let table = try ProbabilityTable(rows: rows.map { [$0, 1 - $0] })
        let labels = rows.indices.map { $0.isMultiple(of: 3) ? 1 : 0 }
        let whole = try RiskCoverageCurve(table, labels: labels, pointLimit: 1_000)
        let thinned = try RiskCoverageCurve(table, labels: labels, pointLimit: 10)
        #expect(whole.points.count == 500)
        #expect(
            thinned.points.map(\.coverage)
                == stride(from: 0.1, through: 1, by: 0.1).map { ($0 * 10).rounded() / 10 })
        #expect(thinned.points.allSatisfy { whole.points.contains($0) })
        #expect(thinned.area == whole.area)
    }

    @Test func `the order of images with equal confidence does not matter`() throws {
        let table = try ProbabilityTable(rows: [[0.75, 0.25], [0.75, 0.25], [0.5, 0.5]])
        let first = try RiskCoverageCurve(table, labels: [0, 1, 0])
        let second = try RiskCoverageCurve(table, labels: [1, 0, 0])
        #expect(first == second)
        expectClose([first.area], [(0.5 + 0.5 + 1.0 / 3) / 3])
        #expect(first.points.map(\.threshold) == [0.75, 0.5])
    }

    @Test func `class names must fit the table`() throws {
        var generator = TestGenerator(seed: 1)
        let table = try ProbabilityTable(rows: [[0.75, 0.25]])
        let error = #expect(throws: MetricsError.self) {
            try ClassificationDetails(table, labels: [0], classNames: ["a"], using: &generator)
        }
        #expect(error == .classNameCount(names: 1, classCount: 2))
    }
}
