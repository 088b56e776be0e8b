import Metrics
import Reports
import Testing

@Suite struct ScoreConversionTests {
    /// Three classes: the first right twice and wrong once, the second right once, the third without images.
    static func classification() throws -> ClassificationScores {
        let table = try ProbabilityTable(rows: [
            [0.8, 0.1, 0.1], [0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.2, 0.7, 0.1],
        ])
        let names = ["a", "b", "c"]
        let labels = [0, 0, 0, 1]
        var generator = SplitMix(seed: 0)
        return ClassificationScores(
            try ClassificationReport(table, labels: labels, classNames: names),
            details: try ClassificationDetails(
                table, labels: labels, classNames: names, resampleCount: 20, using: &generator),
            part: "test")
    }

    @Test func `recall and precision have Wilson's intervals`() throws {
        let scores = try Self.classification()
        let wilson = { (successes: Int, trials: Int) in
            let interval = WilsonInterval(successes: successes, trials: trials)
            return ReportEstimate(
                Double(successes) / Double(trials), lower: interval.lower, upper: interval.upper)
        }
        #expect(scores.accuracy == wilson(3, 4))
        #expect(scores.classes.map(\.name) == ["a", "b", "c"])
        #expect(scores.classes.map(\.support) == [3, 1, 0])
        #expect(scores.classes[0].recall == wilson(2, 3))
        #expect(scores.classes[0].precision == wilson(2, 2))
        #expect(scores.classes[1].precision == wilson(1, 2))
        #expect(scores.confusion == [[2, 1, 0], [0, 1, 0], [0, 0, 0]])
        #expect(scores.part == "test")
        #expect(scores.imageCount == 4)
    }

    @Test func `a class without images and predictions has no scores`() throws {
        let absent = try Self.classification().classes[2]
        #expect(absent.recall.value.isNaN && absent.precision.value.isNaN && absent.f1.value.isNaN)
        #expect(absent.recall.lower == nil)
    }

    @Test func `curves and figures are taken over`() throws {
        let scores = try Self.classification()
        #expect(scores.reliability.map(\.count).reduce(0, +) == 4)
        #expect(scores.riskCoverage.last?.coverage == 1)
        #expect(scores.riskCoverage.last?.risk == 0.25)
        #expect(
            scores.figures.map(\.name) == [
                "Balanced accuracy", "Macro F1", "Matthews correlation", "Log loss", "Calibration error",
            ])
        #expect(scores.figures[0].estimate.lower != nil)
        #expect(scores.figures[4].estimate.lower == nil)
    }

    @Test func `labels have thresholds and average precisions`() throws {
        let report = try MultilabelReport(
            probabilities: [0.9, 0.2, 0.6, 0.8, 0.1, 0.7], labels: [true, false, false, true, false, true],
            thresholds: [0.5, 0.75], labelNames: ["x", "y"])
        let scores = MultilabelScores(report, part: "validation")
        #expect(scores.subsetAccuracy.value == report.subsetAccuracy)
        #expect(scores.labels.map(\.threshold) == [0.5, 0.75])
        #expect(scores.labels.map(\.averagePrecision) == [1, 1])
        #expect(scores.labels.map { $0.recall.value } == [1, 0.5])
        #expect(scores.labels.map { $0.precision.value } == [0.5, 1])
    }

    @Test func `labels and numbers take over their intervals, where they have some`() throws {
        let probabilities = (0..<40).map { Double($0 * 13 % 40) / 40 }
        let labels = (0..<40).map { $0 * 13 % 40 + ($0 % 7) * 3 > 25 }
        let report = try MultilabelReport(
            probabilities: probabilities, labels: labels, thresholds: [0.5, 0.5], labelNames: ["x", "y"])
        var generator = SplitMix(seed: 0)
        let details = try MultilabelDetails(
            probabilities: probabilities, labels: labels, thresholds: [0.5, 0.5], labelNames: ["x", "y"],
            resampleCount: 20, using: &generator)
        let figures = MultilabelScores(report, details: details, part: "test").figures
        #expect(
            figures.map(\.name) == [
                "Mean average precision", "Micro F1", "Macro F1", "Wrong entries", "Log loss",
            ])
        #expect(figures[1].estimate.lower == details.intervals[.microF1]?.lower)
        #expect(figures.allSatisfy { $0.estimate.lower != nil && $0.estimate.upper != nil })
        #expect(MultilabelScores(report, part: "test").figures.allSatisfy { $0.estimate.lower == nil })

        let targets = (0..<20).map(Double.init)
        let predictions = targets.map { $0 + ($0.truncatingRemainder(dividingBy: 3)) }
        let numbers = try RegressionDetails(
            predictions: predictions, targets: targets, names: ["age"], resampleCount: 20, using: &generator)
        let outputs = RegressionScores(
            try RegressionReport(predictions: predictions, targets: targets, names: ["age"]),
            details: numbers, predictions: predictions, targets: targets, part: "test"
        ).outputs
        #expect(outputs[0].meanAbsoluteError.upper == numbers.intervals[.meanAbsoluteError]?.upper)
        #expect(outputs[0].figures.allSatisfy { $0.estimate.lower != nil })
        #expect(outputs[0].figures.count == 6)
    }

    @Test func `numbers are put with the output that they belong to`() throws {
        let predictions = [1.0, 10, 2, 20]
        let targets = [1.5, 12, 2, 20]
        let report = try RegressionReport(predictions: predictions, targets: targets, names: ["p", "q"])
        let scores = RegressionScores(
            report, predictions: predictions, targets: targets, units: ["cm", ""], part: "test")
        #expect(scores.outputs.map(\.name) == ["p", "q"])
        #expect(scores.outputs.map(\.unit) == ["cm", ""])
        #expect(
            scores.outputs[0].points == [.init(target: 1.5, prediction: 1), .init(target: 2, prediction: 2)])
        #expect(
            scores.outputs[1].points == [
                .init(target: 12, prediction: 10), .init(target: 20, prediction: 20),
            ])
        #expect(scores.outputs.map { $0.meanAbsoluteError.value } == [0.25, 1])
    }
}
