import FoundationEssentials
import Metrics
import Testing

@Suite struct MultilabelReportTests {
    @Test(arguments: try GoldenEvaluation.read().multilabel)
    func `every score equals the reference`(_ golden: GoldenEvaluation.Multilabel) throws {
        let names = (0..<golden.label_count).map { "label \($0)" }
        let report = try MultilabelReport(
            probabilities: golden.table, labels: golden.truth.map { $0 == 1 },
            thresholds: golden.thresholds, labelNames: names)
        #expect(report.imageCount == golden.truth.count / golden.label_count)
        #expect(report.labels.map(\.label) == names)
        #expect(report.labels.map(\.threshold) == golden.thresholds)
        #expect(report.labels.map(\.support) == golden.support)
        expectClose(report.labels.map(\.precision), golden.precision)
        expectClose(report.labels.map(\.recall), golden.recall)
        expectClose(report.labels.map(\.f1), golden.f1)
        expectClose(report.labels.map(\.rocAUC), golden.roc_auc)
        expectClose(report.labels.map(\.averagePrecision), golden.average_precision)
        let averages = [
            (report.micro, golden.micro), (report.macro, golden.macro), (report.weighted, golden.weighted),
            (report.samples, golden.samples),
        ]
        for (actual, expected) in averages {
            expectClose([actual.precision, actual.recall, actual.f1], expected)
        }
        expectClose([report.meanAveragePrecision], [golden.mean_average_precision])
        expectClose([report.macroROCAUC], [golden.macro_roc_auc])
        expectClose([report.subsetAccuracy], [golden.subset_accuracy])
        let interval = report.subsetAccuracyInterval
        expectClose([interval.lower, interval.upper], golden.subset_accuracy_interval)
        expectClose([report.hammingLoss], [golden.hamming_loss])
        expectClose([report.logLoss], [golden.log_loss])
        expectClose([report.brierScore], [golden.brier_score])
    }

    struct Refusal: Sendable, CustomStringConvertible {
        let description: String
        var probabilities = [0.5, 0.25]
        var labels = [true, false]
        var thresholds = [0.5, 0.5]
        var names = ["a", "b"]
        let error: MetricsError
    }

    static let refusals = [
        Refusal(description: "no labels", thresholds: [], names: [], error: .noClasses),
        Refusal(
            description: "a threshold missing", thresholds: [0.5],
            error: .thresholdCount(thresholds: 1, labelCount: 2)),
        Refusal(
            description: "half a row", probabilities: [0.5, 0.25, 0.5],
            error: .raggedTable(valueCount: 3, classCount: 2)),
        Refusal(
            description: "a truth missing", labels: [true], error: .entryCount(truths: 1, predictions: 2)),
        Refusal(description: "no images", probabilities: [], labels: [], error: .noRows),
        Refusal(
            description: "a value above 1", probabilities: [0.5, 1.5],
            error: .notAProbability(row: 0, column: 1, value: 1.5)),
    ]

    @Test(arguments: refusals) func `what does not fit is refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) {
            try MultilabelReport(
                probabilities: refusal.probabilities, labels: refusal.labels,
                thresholds: refusal.thresholds, labelNames: refusal.names)
        }
    }

    @Test func `the JSON has stable keys and survives a round trip`() throws {
        let report = try MultilabelReport(
            probabilities: [0.75, 0.25, 0.5, 0.625], labels: [true, false, false, true],
            thresholds: [0.5, 0.5], labelNames: ["beach", "night"])
        let names = [
            "brier_score", "hamming_loss", "image_count", "labels", "log_loss", "macro", "macro_roc_auc",
            "mean_average_precision", "micro", "samples", "subset_accuracy", "subset_accuracy_interval",
            "weighted",
        ]
        #expect(try keys(of: report) == names)
        let entries = [
            "average_precision", "f1", "label", "precision", "predicted_count", "recall", "roc_auc",
            "support", "threshold",
        ]
        #expect(try keys(of: report.labels[0]) == entries)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(MultilabelReport.self, from: data) == report)
    }
}
