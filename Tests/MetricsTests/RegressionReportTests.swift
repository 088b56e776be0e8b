import FoundationEssentials
import Metrics
import Testing

@Suite struct RegressionReportTests {
    @Test(arguments: try GoldenEvaluation.read().regression)
    func `every score equals the reference`(_ golden: GoldenEvaluation.Regression) throws {
        let names = (0..<golden.output_count).map { "output \($0)" }
        let report = try RegressionReport(
            predictions: golden.predictions, targets: golden.targets, names: names)
        #expect(report.imageCount == golden.targets.count / golden.output_count)
        #expect(report.outputs.map(\.name) == names)
        for (output, expected) in zip(report.outputs, golden.outputs) {
            expectClose(
                [
                    output.meanAbsoluteError, output.rootMeanSquaredError, output.medianAbsoluteError,
                    output.bias, output.r2, output.pearson,
                ], expected.values)
        }
        expectClose(
            [
                report.meanAbsoluteError, report.rootMeanSquaredError, report.medianAbsoluteError,
                report.bias, report.r2, report.pearson,
            ], golden.means.values)
    }

    @Test func `what does not fit is refused`() {
        #expect(throws: MetricsError.noClasses) {
            try RegressionReport(predictions: [], targets: [], names: [])
        }
        #expect(throws: MetricsError.raggedTable(valueCount: 3, classCount: 2)) {
            try RegressionReport(predictions: [1, 2, 3], targets: [1, 2, 3], names: ["a", "b"])
        }
        #expect(throws: MetricsError.entryCount(truths: 1, predictions: 2)) {
            try RegressionReport(predictions: [1, 2], targets: [1], names: ["a"])
        }
        #expect(throws: MetricsError.noRows) {
            try RegressionReport(predictions: [], targets: [], names: ["a"])
        }
        #expect(throws: MetricsError.notFinite(row: 1, column: 0, value: .infinity)) {
            try RegressionReport(predictions: [1, .infinity], targets: [1, 2], names: ["a"])
        }
        #expect(throws: MetricsError.notFinite(row: 0, column: 1, value: -.infinity)) {
            try RegressionReport(predictions: [1, 2], targets: [1, -.infinity], names: ["a", "b"])
        }
    }

    @Test func `the JSON has stable keys and survives a round trip`() throws {
        let report = try RegressionReport(
            predictions: [1, 2, 4], targets: [1.5, 2, 3], names: ["age"])
        let scores = [
            "bias", "mean_absolute_error", "median_absolute_error", "pearson", "r2",
            "root_mean_squared_error",
        ]
        #expect(try keys(of: report) == (scores + ["image_count", "outputs"]).sorted())
        #expect(try keys(of: report.outputs[0]) == (scores + ["name"]).sorted())
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(RegressionReport.self, from: data) == report)
    }
}
