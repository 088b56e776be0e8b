import Networks
import Tensors
import Training

/// A loss with targets of its form for as many rows as a test wants: every loss, with every setting used
/// somewhere.
struct LossContract: Sendable, CustomStringConvertible {
    let description: String
    let loss: Loss
    /// The number of logits of a row.
    var columnCount = 3
    var isMixed = false

    static let all = [
        LossContract(description: "binary", loss: Loss(.binary), columnCount: 1),
        LossContract(
            description: "binary with everything",
            loss: .binary(BinaryLoss(positiveWeight: 3, labelSmoothing: 0.2)), columnCount: 1, isMixed: true),
        LossContract(description: "multiclass", loss: Loss(.multiclass)),
        LossContract(
            description: "focal", loss: .multiclass(MulticlassLoss(focus: 2)), columnCount: 4),
        LossContract(
            description: "multiclass with everything",
            loss: .multiclass(
                MulticlassLoss(labelSmoothing: 0.1, classWeights: [2, 0.5, 0], focus: 0.7)), isMixed: true),
        LossContract(description: "multilabel", loss: Loss(.multilabel), columnCount: 2),
        LossContract(
            description: "multilabel with everything",
            loss: .multilabel(MultilabelLoss(labelWeights: [1, 0, 3], positiveWeights: [4, 1, 0])),
            isMixed: true),
        LossContract(description: "squared", loss: Loss(.regression), columnCount: 2),
        LossContract(description: "absolute", loss: .regression(RegressionLoss(.absolute)), isMixed: true),
        LossContract(
            description: "Huber, bounded",
            loss: .regression(RegressionLoss(.huber(delta: 0.3), isBounded: true))),
    ]

    /// Targets that follow from a seed alone.
    func targets(rowCount: Int, seed: UInt64 = 1) -> Targets {
        var generator = SeededGenerator(seed: seed)
        let count = rowCount * columnCount
        let values: Targets.Values =
            switch loss.kind {
            case .binary: .classes((0..<rowCount).map { _ in Int.random(in: 0...1, using: &generator) })
            case .multiclass:
                .classes((0..<rowCount).map { _ in Int.random(in: 0..<columnCount, using: &generator) })
            case .multilabel:
                .labels(
                    (0..<count).map { _ in Bool.random(using: &generator) }, labelCount: columnCount)
            case .regression:
                .numbers(
                    (0..<count).map { _ in Float.random(in: 0...1, using: &generator) },
                    columnCount: columnCount)
            }
        guard isMixed, rowCount > 0 else { return Targets(values) }
        return Targets(values).mixed(
            partners: (0..<rowCount).map { _ in Int.random(in: 0..<rowCount, using: &generator) },
            shares: (0..<rowCount).map { _ in Float.random(in: 0...1, using: &generator) })
    }

    /// Logits that follow from a seed alone.
    func logits(rowCount: Int, scale: Double = 3, seed: UInt64 = 2) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<rowCount * columnCount).map { _ in Double.random(in: -scale...scale, using: &generator) }
    }
}
