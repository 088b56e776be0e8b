import Glibc

/// A source of images' labels and predictions whose true scores are known by drawing very many.
///
/// The logit of a label is normal with deviation 1, shifted upwards where the image has the label and downwards
/// where not, and multiplied with a sharpness.
struct SimulatedLabels: Sendable {
    /// How often each label holds.
    var frequencies = [0.4, 0.25, 0.15]
    /// How far the logits stand apart from 0.
    var shift = 1.0
    /// What logits are multiplied with: 2 would be calibrated for a shift of 1 and labels that hold half the time.
    var sharpness = 1.5

    /// Draws images with their predictions, `[N, K]` each.
    func draw(_ count: Int, seed: UInt64) -> (probabilities: [Double], labels: [Bool]) {
        var generator = TestGenerator(seed: seed)
        var probabilities = [Double]()
        var labels = [Bool]()
        probabilities.reserveCapacity(count * frequencies.count)
        labels.reserveCapacity(count * frequencies.count)
        for _ in 0..<count {
            for frequency in frequencies {
                let label = Double.random(in: 0..<1, using: &generator) < frequency
                let logit = generator.normal() + (label ? shift : -shift)
                probabilities.append(1 / (1 + exp(-sharpness * logit)))
                labels.append(label)
            }
        }
        return (probabilities, labels)
    }
}
