import FoundationEssentials
import Metrics
import Testing

@Suite struct ProbabilityTableTests {
    struct Refusal: Sendable, CustomStringConvertible {
        let description: String
        let classCount: Int
        let values: [Double]
        let error: MetricsError
    }

    static let refusals = [
        Refusal(description: "no classes", classCount: 0, values: [], error: .noClasses),
        Refusal(
            description: "half a row", classCount: 2, values: [0.5, 0.5, 1],
            error: .raggedTable(valueCount: 3, classCount: 2)),
        Refusal(
            description: "a value above 1", classCount: 2, values: [1, 0, 1.25, -0.25],
            error: .notAProbability(row: 1, column: 0, value: 1.25)),
        Refusal(
            description: "an infinite value", classCount: 1, values: [.infinity],
            error: .notAProbability(row: 0, column: 0, value: .infinity)),
        Refusal(
            description: "a row that adds up to less", classCount: 2, values: [0.5, 0.25],
            error: .rowSum(row: 0, sum: 0.75)),
    ]

    @Test(arguments: refusals) func `a table that holds no probabilities is refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) {
            try ProbabilityTable(classCount: refusal.classCount, values: refusal.values)
        }
    }

    @Test func `a value that is not a number is refused`() {
        // NaN equals nothing, so the error is taken apart instead of compared.
        let error = #expect(throws: MetricsError.self) { try ProbabilityTable(rows: [[.nan, 1]]) }
        guard case .notAProbability(row: 0, column: 0, let value) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(value.isNaN)
    }

    @Test func `rows of different lengths are refused`() {
        #expect(throws: MetricsError.rowLength(row: 1, count: 1, classCount: 2)) {
            try ProbabilityTable(rows: [[0.5, 0.5], [1]])
        }
        #expect(throws: MetricsError.noRows) { try ProbabilityTable(rows: []) }
    }

    @Test func `labels must fit the table`() throws {
        let table = try ProbabilityTable(rows: [[0.5, 0.5], [0, 1]])
        #expect(throws: MetricsError.countMismatch(labels: 1, predictions: 2)) {
            try table.logLoss(labels: [0])
        }
        #expect(throws: MetricsError.classOutOfRange(row: 1, index: 2, classCount: 2)) {
            try table.brierScore(labels: [0, 2])
        }
        let empty = try ProbabilityTable(classCount: 2, values: [])
        #expect(throws: MetricsError.noRows) { try empty.topAccuracy(1, labels: []) }
    }

    @Test func `reading a table checks it`() throws {
        let table = try ProbabilityTable(rows: [[0.5, 0.5], [0, 1]])
        let copy = try JSONDecoder().decode(ProbabilityTable.self, from: JSONEncoder().encode(table))
        #expect(copy == table)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                ProbabilityTable.self, from: Data(#"{"class_count":2,"values":[1,1]}"#.utf8))
        }
    }

    @Test func `a perfectly calibrated model shows the calibration error of chance`() throws {
        var generator = TestGenerator(seed: 7)
        let confidences = (0..<400).map { _ in Double.random(in: 0.5...1, using: &generator) }
        let table = try ProbabilityTable(rows: confidences.map { [$0, 1 - $0] })
        var errors: [Double] = []
        for _ in 0..<200 {
            // Each prediction is right as often as it says.
            let labels = confidences.map { Double.random(in: 0..<1, using: &generator) < $0 ? 0 : 1 }
            let diagram = try ReliabilityDiagram(table, labels: labels)
            #expect(diagram.errorByChance > 0)
            errors.append(diagram.expectedCalibrationError / diagram.errorByChance)
        }
        let mean = errors.reduce(0, +) / 200
        #expect(abs(mean - 1) < 0.05, "\(mean)")
        let sure = try ProbabilityTable(rows: [[1, 0], [0, 1]])
        #expect(try ReliabilityDiagram(sure, labels: [0, 0]).errorByChance == 0)
    }

    @Test func `the bins of a reliability diagram hold every prediction once`() throws {
        let table = try ProbabilityTable(rows: [[0.6, 0.4], [0.2, 0.8], [0, 1], [0.5, 0.5]])
        let diagram = try ReliabilityDiagram(table, labels: [0, 0, 1, 1], binCount: 5)
        #expect(diagram.bins.map(\.count) == [0, 0, 2, 1, 1])
        #expect(diagram.bins.map(\.accuracy) == [0, 0, 0.5, 0, 1])
        #expect(diagram.bins[2].lower == 0.4)
        #expect(diagram.bins[2].upper == 0.6)
        expectClose([diagram.bins[2].confidence], [0.55])
        expectClose([diagram.expectedCalibrationError], [(2 * 0.05 + 0.8 + 0) / 4])
    }
}
