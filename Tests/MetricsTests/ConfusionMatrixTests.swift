import FoundationEssentials
import Metrics
import Testing

@Suite struct ConfusionMatrixTests {
    @Test func `rows are true classes and columns are predicted ones`() throws {
        let matrix = try ConfusionMatrix(labels: [0, 0, 2], predictions: [1, 0, 2], classCount: 3)
        #expect(matrix.rows == [[1, 1, 0], [0, 0, 0], [0, 0, 1]])
        #expect(matrix[label: 0, prediction: 1] == 1)
        #expect(matrix.support == [2, 0, 1])
        #expect(matrix.predictedCounts == [1, 1, 1])
        #expect(matrix.total == 3)
        #expect(matrix.correct == 2)
    }

    @Test func `an empty matrix scores zero everywhere`() throws {
        let matrix = try ConfusionMatrix(labels: [], predictions: [], classCount: 2)
        let means = [matrix.accuracy, matrix.macroF1, matrix.weightedF1, matrix.balancedAccuracy]
        #expect(means == [0, 0, 0, 0])
        #expect([matrix.cohensKappa, matrix.matthewsCorrelation] == [0, 0])
        #expect(matrix.mostConfusedPairs().isEmpty)
    }

    @Test func `pairs that do not fit are refused`() {
        #expect(throws: MetricsError.countMismatch(labels: 1, predictions: 2)) {
            try ConfusionMatrix(labels: [0], predictions: [0, 1], classCount: 2)
        }
        #expect(throws: MetricsError.classOutOfRange(row: 1, index: -1, classCount: 2)) {
            try ConfusionMatrix(labels: [0, 1], predictions: [0, -1], classCount: 2)
        }
        #expect(throws: MetricsError.noClasses) {
            try ConfusionMatrix(labels: [], predictions: [], classCount: 0)
        }
        #expect(throws: MetricsError.rowLength(row: 1, count: 1, classCount: 2)) {
            try ConfusionMatrix(rows: [[1, 2], [3]])
        }
        #expect(throws: MetricsError.negativeCount(row: 0, column: 1, count: -2)) {
            try ConfusionMatrix(rows: [[1, -2], [3, 4]])
        }
    }

    @Test func `it is written as a list of lists and checked when read`() throws {
        let matrix = try ConfusionMatrix(rows: [[1, 2], [3, 4]])
        let data = try JSONEncoder().encode(matrix)
        #expect(String(decoding: data, as: UTF8.self) == "[[1,2],[3,4]]")
        #expect(try JSONDecoder().decode(ConfusionMatrix.self, from: data) == matrix)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ConfusionMatrix.self, from: Data("[[1,2]]".utf8))
        }
    }
}
