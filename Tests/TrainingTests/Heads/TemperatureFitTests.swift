import Glibc
import Tensors
import Testing
import Training

@Suite struct TemperatureFitTests {
    /// Logits whose softmax gives the true chances, and labels drawn with these chances.
    static func calibrated(rows: Int, classes: Int, seed: UInt64) -> (logits: [Double], labels: [Int]) {
        var generator = SeededGenerator(seed: seed)
        var logits: [Double] = []
        var labels: [Int] = []
        for _ in 0..<rows {
            // The largest of logit + Gumbel noise follows the softmax.
            let row = (0..<classes).map { _ in Double.random(in: -2...2, using: &generator) }
            let noisy = row.map { logit in
                let uniform = Double.random(in: 1e-12..<1, using: &generator)
                return logit - log(-log(uniform))
            }
            logits += row
            labels.append(noisy.indices.max { noisy[$0] < noisy[$1] } ?? 0)
        }
        return (logits, labels)
    }

    @Test(arguments: [0.25, 1, 3]) func `the factor of over-confidence is found`(_ factor: Double) {
        let (logits, labels) = Self.calibrated(rows: 4000, classes: 4, seed: 8)
        let temperature = TemperatureFit.temperature(
            logits: logits.map { $0 * factor }, labels: labels, classCount: 4)
        // The standard error of the estimate is about 2 % for this many rows.
        #expect(abs(temperature / factor - 1) < 0.06)
    }

    @Test func `it grows in proportion to the logits`() {
        let (logits, labels) = Self.calibrated(rows: 300, classes: 3, seed: 2)
        let once = TemperatureFit.temperature(logits: logits, labels: labels, classCount: 3)
        let tenfold = TemperatureFit.temperature(
            logits: logits.map { $0 * 10 }, labels: labels, classCount: 3)
        #expect(abs(tenfold / once - 10) < 1e-9)
    }

    @Test func `a few right answers are not taken for certainty`() {
        // Platt's targets make the probability of the true class 1 − 1 / (N + 2) = 11 / 12.
        let logits = (0..<10).flatMap { $0.isMultiple(of: 2) ? [5.0, 0.0] : [0.0, 5.0] }
        let labels = (0..<10).map { $0 % 2 }
        let temperature = TemperatureFit.temperature(logits: logits, labels: labels, classCount: 2)
        #expect(abs(temperature - 5 / log(11)) < 1e-9)
    }

    @Test func `nothing to learn from leaves the temperature at 1`() {
        #expect(TemperatureFit.temperature(logits: [], labels: [], classCount: 2) == 1)
        #expect(TemperatureFit.temperature(logits: [0, 0], labels: [1], classCount: 2) == 1)
    }

    @Test func `wrong answers end at the limit`() {
        let temperature = TemperatureFit.temperature(logits: [9, 0, 0, 9], labels: [1, 0], classCount: 2)
        #expect(abs(temperature / TemperatureFit.range.upperBound - 1) < 1e-9)
    }

    @Test func `of many logits, evenly spread rows are looked at`() {
        let classes = (0..<12).map { $0 % 3 }
        let logits = (0..<12).map { (row: Int) -> [Float] in
            (0..<3).map { column in
                // One row in five speaks for another class.
                let isFavoured = column == (row % 5 == 3 ? row + 1 : row) % 3
                return Float((row * 7 + column * 5) % 11) / 8 + (isFavoured ? 2 : 0)
            }
        }
        let all = TemperatureFit.temperature(logits: logits, .classes(classes))
        #expect(TemperatureFit.temperature(ofManyLogits: logits, .classes(classes)) == all)
        #expect(
            TemperatureFit.temperature(ofManyLogits: logits, .classes(classes), largestLogitCount: 36) == all)
        let rows = [0, 2, 4, 7, 9]  // 12 · i / 5
        let chosen = TemperatureFit.temperature(
            logits: rows.map { logits[$0] }, .classes(rows.map { classes[$0] }))
        let few = TemperatureFit.temperature(ofManyLogits: logits, .classes(classes), largestLogitCount: 15)
        #expect(few == chosen)
        #expect(few != all)
        let bits = classes.flatMap { label in (0..<3).map { $0 <= label } }
        let labels = TemperatureFit.temperature(
            ofManyLogits: logits, .labels(bits, labelCount: 3), largestLogitCount: 15)
        let chosenBits = rows.flatMap { Array(bits[$0 * 3..<$0 * 3 + 3]) }
        #expect(
            labels
                == TemperatureFit.temperature(
                    logits: rows.map { logits[$0] }, .labels(chosenBits, labelCount: 3)))
    }
}
