/// The loss of images that are not trained on, followed while the parameters move.
///
/// Like the training logits, those of the watched images move along straight lines.
struct WatchedLoss {
    /// Images to score.
    struct Set: Sendable {
        /// Scaled features, `[N, D + 1]`.
        let features: PackedMatrix
        /// The rows to score.
        let rows: [Int]
        /// The class of each of `rows`.
        let labels: [Int]

        /// The logits of the rows, `[M, K]` in row-major order.
        func logits(_ parameters: PackedMatrix) -> [Double] {
            LinearAlgebra.logits(features, rows: rows, weights: parameters).map(Double.init)
        }
    }

    private let set: Set
    private let classCount: Int
    private var logits: [Double]

    /// Scores the images with the first parameters, `[K, D + 1]`.
    init(_ set: Set, parameters: PackedMatrix) {
        self.set = set
        classCount = parameters.rowCount
        logits = set.logits(parameters)
    }

    /// The mean loss in nats.
    var value: Double { Softmax.meanLogLoss(logits, labels: set.labels, classCount: classCount) }

    /// Moves along with the parameters.
    mutating func follow(_ step: HeadDescent.Step) {
        let change = set.logits(step.direction)
        for index in logits.indices { logits[index] += step.length * change[index] }
    }
}
