import FoundationEssentials
import Metrics
import Testing

@Suite struct ClassificationReportTests {
    @Test(arguments: try GoldenScores.all())
    func `every score equals the reference`(_ golden: GoldenScores) throws {
        let table = try ProbabilityTable(classCount: golden.class_count, values: golden.table)
        let names = (0..<golden.class_count).map { "class \($0)" }
        let report = try ClassificationReport(table, labels: golden.labels, classNames: names)

        #expect(report.imageCount == golden.labels.count)
        #expect(report.classNames == names)
        #expect(report.confusionMatrix.rows == golden.confusion_matrix)
        #expect(report.classes.map(\.support) == golden.support)
        expectClose([report.accuracy], [golden.accuracy])
        expectClose([report.accuracyInterval.lower, report.accuracyInterval.upper], golden.wilson)
        expectClose([report.balancedAccuracy], [golden.balanced_accuracy])
        expectClose([report.macroF1], [golden.macro_f1])
        expectClose([report.weightedF1], [golden.weighted_f1])
        expectClose([report.logLoss], [golden.log_loss])
        expectClose([report.brierScore], [golden.brier_score])
        expectClose([report.expectedCalibrationError], [golden.expected_calibration_error])
        expectClose(report.classes.map(\.precision), golden.precision)
        expectClose(report.classes.map(\.recall), golden.recall)
        expectClose(report.classes.map(\.f1), golden.f1)
        expectClose([try table.topAccuracy(1, labels: golden.labels)], [golden.accuracy])
        expectClose([try table.topAccuracy(2, labels: golden.labels)], [golden.top_2_accuracy])
    }

    @Test func `the JSON has stable keys and survives a round trip`() throws {
        let table = try ProbabilityTable(rows: [[0.75, 0.25], [0.5, 0.5]])
        let report = try ClassificationReport(table, labels: [0, 1], classNames: ["ant", "bee"])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(report)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.hasPrefix(#"{"accuracy":0.5,"accuracy_interval":{"confidence":0.95,"lower":0.09"#))
        #expect(text.contains(#""classes":[{"average_precision":1,"f1":0.6666666666666666,"label":"ant","#))
        #expect(text.contains(#""confusion_matrix":[[1,0],[1,0]],"#))
        let keys = [
            "accuracy", "accuracy_interval", "balanced_accuracy", "brier_score", "classes", "cohens_kappa",
            "confusion_matrix", "expected_calibration_error", "image_count", "log_loss",
            "macro_average_precision", "macro_f1", "macro_roc_auc", "matthews_correlation", "weighted_f1",
        ]
        #expect(try JSONDecoder().decode([String: AnyValue].self, from: data).keys.sorted() == keys)
        #expect(try JSONDecoder().decode(ClassificationReport.self, from: data) == report)
    }

    @Test(arguments: try GoldenEvaluation.read().classification)
    func `scores by rank and by agreement equal the reference`(_ golden: GoldenEvaluation.Classification)
        throws
    {
        let report = try ClassificationReport(
            golden.probabilities, labels: golden.labels, classNames: golden.classNames)
        expectClose([report.cohensKappa], [golden.cohens_kappa])
        expectClose([report.matthewsCorrelation], [golden.matthews_correlation])
        expectClose(report.classes.map(\.rocAUC), golden.roc_auc)
        expectClose(report.classes.map(\.averagePrecision), golden.average_precision)
        expectClose([report.macroROCAUC], [golden.macro_roc_auc])
        expectClose([report.macroAveragePrecision], [golden.macro_average_precision])
    }

    @Test func `a report of an older version is read`() throws {
        let text = #"""
            {"accuracy":0.5,"accuracy_interval":{"confidence":0.95,"lower":0.1,"upper":0.9},
             "balanced_accuracy":0.5,"brier_score":0.25,"expected_calibration_error":0.125,"image_count":2,
             "classes":[{"f1":0.5,"label":"ant","precision":0.5,"recall":1,"support":1},
                        {"f1":0,"label":"bee","precision":0,"recall":0,"support":1}],
             "confusion_matrix":[[1,0],[1,0]],"log_loss":0.5,"macro_f1":0.25,"weighted_f1":0.25}
            """#
        let report = try JSONDecoder().decode(ClassificationReport.self, from: Data(text.utf8))
        #expect(report.classNames == ["ant", "bee"])
        #expect(report.macroROCAUC == nil)
        #expect(report.classes.map(\.averagePrecision) == [nil, nil])
        #expect(report.cohensKappa == 0)
        #expect(
            try JSONDecoder().decode(ClassificationReport.self, from: JSONEncoder().encode(report)) == report)
    }

    @Test func `class names must fit the table`() throws {
        let table = try ProbabilityTable(rows: [[0.75, 0.25]])
        #expect(throws: MetricsError.classNameCount(names: 3, classCount: 2)) {
            try ClassificationReport(table, labels: [0], classNames: ["a", "b", "c"])
        }
    }
}
