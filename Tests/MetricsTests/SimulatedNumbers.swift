/// A source of numbers and predictions whose true scores are known by drawing very many.
///
/// Targets are normal; predictions are drawn to the mean, too high by a little, and off by a normal error or by one with
/// heavier tails.
struct SimulatedNumbers: Sendable {
    /// Whether one error in twenty is three times as large.
    var hasOutliers = false

    /// Draws targets with their predictions, `[N]` each.
    func draw(_ count: Int, seed: UInt64) -> (predictions: [Double], targets: [Double]) {
        var generator = TestGenerator(seed: seed)
        var predictions = [Double]()
        var targets = [Double]()
        predictions.reserveCapacity(count)
        targets.reserveCapacity(count)
        for _ in 0..<count {
            let deviation = 10 * generator.normal()
            let isOutlier = Double.random(in: 0..<1, using: &generator) < 0.05
            let error = 4 * generator.normal() * (hasOutliers && isOutlier ? 3 : 1)
            targets.append(50 + deviation)
            predictions.append(50.5 + 0.9 * deviation + error)
        }
        return (predictions, targets)
    }
}
