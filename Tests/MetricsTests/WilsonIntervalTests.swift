import Metrics
import Testing

@Suite struct WilsonIntervalTests {
    // Two-sided normal quantiles from published tables: 1.644853627 (90 %) and 2.575829304 (99 %).
    @Test(arguments: [(0.9, 1.6448536269514722), (0.95, 1.959963984540054), (0.99, 2.5758293035489004)])
    func `without a success the upper end is z² / (n + z²)`(_ confidence: Double, _ z: Double) {
        let interval = WilsonInterval(successes: 0, trials: 20, confidence: confidence)
        #expect(interval.lower == 0)
        expectClose([interval.upper], [z * z / (20 + z * z)])
        #expect(interval.confidence == confidence)
    }

    @Test func `it mirrors when successes and failures change places`() {
        let few = WilsonInterval(successes: 3, trials: 17)
        let many = WilsonInterval(successes: 14, trials: 17)
        expectClose([few.lower, few.upper], [1 - many.upper, 1 - many.lower])
    }

    @Test func `no trials rule nothing out, and only successes reach 1`() {
        let nothing = WilsonInterval(successes: 0, trials: 0)
        #expect(nothing.lower == 0 && nothing.upper == 1)
        #expect(WilsonInterval(successes: 5, trials: 5).upper == 1)
    }
}
