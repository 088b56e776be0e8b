import Glibc
import Metrics

/// A source of images' classes and predictions whose true scores are known by drawing very many.
///
/// The classes come with given frequencies; a logit is normal with deviation 1, that of the true class shifted
/// upwards. Probabilities are a softmax of logits times a sharpness.
struct SimulatedClassifier: Sendable {
    /// How often each class occurs.
    var frequencies = [0.5, 0.3, 0.2]
    /// How far the true class's logit stands out.
    var shift = 1.5
    /// What logits are multiplied with: 1.5 would be calibrated for a shift of 1.5.
    var sharpness = 2.0

    /// Draws images with their predictions.
    func draw(_ count: Int, seed: UInt64) throws -> (table: ProbabilityTable, labels: [Int]) {
        var generator = TestGenerator(seed: seed)
        var values = [Double]()
        var labels = [Int]()
        values.reserveCapacity(count * frequencies.count)
        for _ in 0..<count {
            let label = drawLabel(using: &generator)
            var odds = frequencies.indices.map { column in
                exp(sharpness * (generator.normal() + (column == label ? shift : 0)))
            }
            let sum = odds.reduce(0, +)
            for column in odds.indices { odds[column] /= sum }
            values += odds
            labels.append(label)
        }
        return (try ProbabilityTable(classCount: frequencies.count, values: values), labels)
    }

    private func drawLabel(using generator: inout TestGenerator) -> Int {
        var rest = Double.random(in: 0..<1, using: &generator)
        for (label, frequency) in frequencies.enumerated() {
            rest -= frequency
            if rest < 0 { return label }
        }
        return frequencies.count - 1
    }
}
