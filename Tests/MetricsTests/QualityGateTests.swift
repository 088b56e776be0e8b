import FoundationEssentials
import Metrics
import Testing

@Suite struct QualityGateTests {
    /// 10 ants of which 8 are right, 30 bees of which all are right; 1 confidence for all.
    static func report() throws -> ClassificationReport {
        let predictions = [Int](repeating: 0, count: 8) + [Int](repeating: 1, count: 32)
        let labels = [Int](repeating: 0, count: 10) + [Int](repeating: 1, count: 30)
        let table = try ProbabilityTable(rows: predictions.map { $0 == 0 ? [1, 0] : [0, 1] })
        return try ClassificationReport(table, labels: labels, classNames: ["ant", "bee"])
    }

    struct Case: Sendable, CustomStringConvertible {
        let metric: QualityGate.Metric
        let threshold: Double
        var isStrict = false
        let passed: Bool
        let sentence: String
        var description: String { sentence }
    }

    static let cases = [
        Case(metric: .accuracy, threshold: 0.9, passed: true, sentence: "accuracy 0.950 is at least 0.900"),
        Case(metric: .accuracy, threshold: 0.95, passed: true, sentence: "accuracy 0.950 is at least 0.950"),
        Case(metric: .accuracy, threshold: 0.96, passed: false, sentence: "accuracy 0.950 is below 0.960"),
        Case(
            metric: .accuracy, threshold: 0.95001, passed: false,
            sentence: "accuracy 0.95000 is below 0.95001"),
        Case(
            metric: .accuracy, threshold: 0.8, isStrict: true, passed: true,
            sentence: "accuracy 0.950 (95 % interval from 0.835) is at least 0.800"),
        Case(
            metric: .accuracy, threshold: 0.9, isStrict: true, passed: false,
            sentence: "accuracy 0.950 (95 % interval from 0.835) may be below 0.900"),
        Case(
            metric: .accuracy, threshold: 0.99, isStrict: true, passed: false,
            sentence: "accuracy 0.950 (95 % interval from 0.835) is below 0.990"),
        Case(
            metric: .macroF1, threshold: 0.9, passed: true, sentence: "macro F1 0.928 is at least 0.900"),
        Case(
            metric: .macroF1, threshold: 0.9, isStrict: true, passed: false,
            sentence: "macro F1 0.928 (95 % interval from 0.875) may be below 0.900"),
        Case(
            metric: .classRecall, threshold: 0.9, passed: false,
            sentence: "recall of \"ant\" 0.800 is below 0.900"),
        Case(
            metric: .classRecall, threshold: 0.4, isStrict: true, passed: true,
            sentence: "recall of \"ant\" 0.800 (95 % interval from 0.490) is at least 0.400"),
        Case(
            metric: .expectedCalibrationError, threshold: 0.05, passed: true,
            sentence: "expected calibration error 0.050 is at most 0.050"),
        Case(
            metric: .expectedCalibrationError, threshold: 0.03, isStrict: true, passed: false,
            sentence: "expected calibration error 0.050 is above 0.030"),
    ]

    @Test(arguments: cases) func `a gate says in one sentence what it found`(_ test: Case) throws {
        let gate = try QualityGate(test.metric, threshold: test.threshold, isStrict: test.isStrict)
        let intervals = [
            ResampledMetric.macroF1: ConfidenceInterval(lower: 0.875, upper: 0.975, confidence: 0.95)
        ]
        let verdict = try gate.verdict(on: Self.report(), intervals: intervals)
        #expect(verdict.sentence == test.sentence)
        #expect(verdict.passed == test.passed)
        #expect(verdict.gate == gate)
    }

    @Test func `the worst class is named, for a strict gate the one known least`() throws {
        let labels = [0, 0] + [Int](repeating: 1, count: 20)
        let predictions = [0, 0] + [0, 0] + [Int](repeating: 1, count: 18)
        let table = try ProbabilityTable(rows: predictions.map { $0 == 0 ? [1, 0] : [0, 1] })
        let report = try ClassificationReport(table, labels: labels, classNames: ["few", "many"])
        let plain = try QualityGate(.classRecall, threshold: 0.5).verdict(on: report)
        let strict = try QualityGate(.classRecall, threshold: 0.5, isStrict: true).verdict(on: report)
        #expect(plain.label == "many" && plain.passed)
        #expect(strict.label == "few" && !strict.passed)
    }

    /// Class names, of which the first alone has images, and what a strict gate says of the others.
    static let absences = [
        (["ant", "bee"], "recall of \"bee\" is unknown: no image of it was judged"),
        (["ant", "bee", "cat"], "recall of \"bee\" and \"cat\" is unknown: no image of them was judged"),
        (
            ["ant", "b", "c", "d", "e", "f", "g", "h"],
            "recall of \"b\", \"c\", \"d\", \"e\", \"f\" and 2 more is unknown: no image of them was judged"
        ),
    ]

    @Test(arguments: absences)
    func `a class without images is told apart, and does not pass a strict gate`(
        names: [String], sentence: String
    ) throws {
        let row = [1.0] + [Double](repeating: 0, count: names.count - 1)
        let report = try ClassificationReport(
            try ProbabilityTable(rows: [[Double]](repeating: row, count: 30)),
            labels: [Int](repeating: 0, count: 30), classNames: names)
        let plain = try QualityGate(.classRecall, threshold: 0.5)
        #expect(plain.verdict(on: report).sentence == "recall of \"ant\" 1.000 is at least 0.500")
        #expect(plain.unjudgedClasses(of: report) == Array(names.dropFirst()))
        let verdict = try QualityGate(.classRecall, threshold: 0.5, isStrict: true).verdict(on: report)
        #expect(!verdict.passed && verdict.value == 0 && verdict.lower == 0)
        #expect(verdict.label == names[1])
        #expect(verdict.sentence == sentence)
        #expect(try QualityGate(.accuracy, threshold: 0.5).unjudgedClasses(of: report) == [])
    }

    @Test func `a name cannot break the sentence into lines`() throws {
        let table = try ProbabilityTable(rows: [[0.25, 0.75]])
        let report = try ClassificationReport(table, labels: [0], classNames: ["a\n::error::\u{1B}[2J", "b"])
        let verdict = try QualityGate(.classRecall, threshold: 0.5).verdict(on: report)
        #expect(verdict.sentence == "recall of \"a\u{FFFD}::error::\u{FFFD}[2J\" 0.000 is below 0.500")
    }

    @Test func `a strict gate without an interval fails`() throws {
        let gate = try QualityGate(.macroF1, threshold: 0.5, isStrict: true)
        let verdict = try gate.verdict(on: Self.report())
        #expect(!verdict.passed)
        #expect(verdict.sentence == "macro F1 0.928 has no interval, which a strict gate asks for")
    }

    @Test(arguments: [-0.1, 1.5, .infinity]) func `a threshold out of range is refused`(_ value: Double) {
        #expect(throws: MetricsError.gateThreshold(value)) { try QualityGate(.accuracy, threshold: value) }
        #expect(throws: (any Error).self) {
            let text = #"{"metric":"accuracy","threshold":\#(value)}"#
            return try JSONDecoder().decode(QualityGate.self, from: Data(text.utf8))
        }
    }

    @Test func `the JSON has stable keys and survives a round trip`() throws {
        let verdict = try QualityGate(.classRecall, threshold: 0.5, isStrict: true).verdict(on: Self.report())
        #expect(try keys(of: verdict) == ["gate", "label", "lower", "passed", "sentence", "value"])
        #expect(try keys(of: verdict.gate) == ["metric", "strict", "threshold"])
        let data = try JSONEncoder().encode(verdict)
        #expect(try JSONDecoder().decode(GateVerdict.self, from: data) == verdict)
        let text = #"{"metric":"macro_f1","threshold":0.75}"#
        let gate = try JSONDecoder().decode(QualityGate.self, from: Data(text.utf8))
        #expect(try gate == QualityGate(.macroF1, threshold: 0.75))
    }
}
