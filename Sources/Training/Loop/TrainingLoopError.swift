public import Networks

/// Why a run of training could not begin or go on.
public enum TrainingLoopError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was no longer a number.
    public enum Divergence: Hashable, Sendable {
        /// The loss of a batch.
        case loss(Double)
        /// A gradient, although the loss was finite.
        case gradient
        /// A weight or a running statistic after an epoch, although all losses were finite.
        case weights
        /// The validation loss after an epoch, although all weights were finite.
        case validation(Double)
    }

    /// Numbers became too large for the arithmetic.
    case diverged(Divergence, epoch: Int, step: Int, rate: Double)
    /// The network has not the outputs that the targets need; one of several classes needs at least so many.
    case wrongOutputCount(Int, expected: Int, ProblemKind)
    /// A checkpoint is of another run.
    case otherRun(String)

    /// One sentence with what helps.
    public var description: String {
        switch self {
        case .diverged(let what, let epoch, let step, let rate):
            return """
                \(what) in step \(step) of epoch \(epoch), at a learning rate of \(rate): a lower rate, a \
                warm-up or clipping the gradients helps
                """
        case .wrongOutputCount(let count, let expected, let kind):
            let outputs = count == 1 ? "1 output" : "\(count) outputs"
            let needed = kind == .multiclass ? "at least \(expected)" : "\(expected)"
            return "the network has \(outputs), but the targets (\(kind.rawValue)) need \(needed)"
        case .otherRun(let difference):
            return "the checkpoint is of another run: \(difference)"
        }
    }
}

extension TrainingLoopError.Divergence: CustomStringConvertible {
    /// The beginning of a sentence.
    public var description: String {
        switch self {
        case .loss(let value): "the loss became \(value)"
        case .gradient: "a gradient became infinite"
        case .weights: "a weight became infinite"
        case .validation(let value): "the validation loss became \(value)"
        }
    }
}
