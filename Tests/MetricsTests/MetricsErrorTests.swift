import Metrics
import Testing

@Suite struct MetricsErrorTests {
    static let sentences: [(MetricsError, String)] = [
        (
            .entryCount(truths: 3, predictions: 4),
            "3 true entries cannot be compared with 4 predicted ones"
        ),
        (.thresholdCount(thresholds: 1, labelCount: 2), "1 thresholds were given for 2 labels"),
        (
            .notFinite(row: 2, column: 1, value: .infinity),
            "row 2 has the value inf in column 1, which is not a finite number"
        ),
        (
            .gateThreshold(1.5),
            "a quality gate cannot ask for 1.5, which is not between 0 and 1"
        ),
    ]

    @Test(arguments: sentences) func `an error is one sentence with its numbers`(
        _ error: MetricsError, _ sentence: String
    ) {
        #expect(error.description == sentence)
    }
}
