import Testing
import Training

@Suite struct WeightAverageTests {
    @Test func `the average follows the recurrence`() {
        let average = WeightAverage(decay: 0.75, warmsUp: false)
        var values: [Float] = [1, -2]
        for update in 0..<3 {
            var span = values.mutableSpan
            let weights: [Float] = [2, 2]
            average.update(average: &span, weights: weights.span, update: update)
        }
        // 0.75³ = 0.421875 of the way to 2 is left.
        #expect(values == [1.578125, 0.3125])
    }

    @Test func `the first updates keep less`() {
        let average = WeightAverage(decay: 0.5)
        let first = (0..<3).map { average.decay(update: $0) }
        let expected: [Double] = [0.1, 2 / 11, 0.25]
        #expect(first == expected)
        #expect(average.decay(update: 8) == 0.5)
        #expect(average.decay(update: 1_000_000) == 0.5)
        #expect(WeightAverage(decay: 0.5, warmsUp: false).decay(update: 0) == 0.5)
    }

    @Test func `weights that stay are their own average`() {
        var values: [Float] = [0.1, 0.2, 0.3]
        let weights = values
        for update in 0..<5 {
            var span = values.mutableSpan
            WeightAverage().update(average: &span, weights: weights.span, update: update)
        }
        #expect(values == weights)
    }
}
