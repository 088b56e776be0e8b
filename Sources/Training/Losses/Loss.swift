public import Networks

/// What training minimises: one loss for each kind of problem.
///
/// It is written as an object with the kind of problem as its only key, for example
/// `{"multiclass": {"labelSmoothing": 0.1, "focus": 0}}`.
public enum Loss: Hashable, Sendable {
    /// One of two classes, from one logit.
    case binary(BinaryLoss)
    /// One of K classes.
    case multiclass(MulticlassLoss)
    /// Any of K labels.
    case multilabel(MultilabelLoss)
    /// Real values.
    case regression(RegressionLoss)

    /// The usual loss for a kind of problem, without weights or smoothing; the squared error for regression.
    public init(_ kind: ProblemKind) {
        switch kind {
        case .binary: self = .binary(BinaryLoss())
        case .multiclass: self = .multiclass(MulticlassLoss())
        case .multilabel: self = .multilabel(MultilabelLoss())
        case .regression: self = .regression(RegressionLoss())
        }
    }

    /// The kind of problem.
    public var kind: ProblemKind {
        switch self {
        case .binary: .binary
        case .multiclass: .multiclass
        case .multilabel: .multilabel
        case .regression: .regression
        }
    }

    /// How much of each label is spread over all classes; 0 for problems that are not about classes.
    public var labelSmoothing: Double {
        switch self {
        case .binary(let loss): loss.labelSmoothing
        case .multiclass(let loss): loss.labelSmoothing
        case .multilabel, .regression: 0
        }
    }

    /// What turns logits into outputs when the network is used.
    public var activation: OutputActivation {
        switch self {
        case .binary, .multilabel: .sigmoid
        case .multiclass: .softmax
        case .regression(let loss): loss.isBounded ? .sigmoid : .none
        }
    }

    private var rowLoss: any RowLoss {
        switch self {
        case .binary(let loss): loss
        case .multiclass(let loss): loss
        case .multilabel(let loss): loss
        case .regression(let loss): loss
        }
    }

    /// What the rows count together: the number to divide by for the mean over a batch.
    ///
    /// For class weights it is the sum of the weights of the rows' classes, which is how PyTorch takes the
    /// mean too; for all other losses the number of rows.
    ///
    /// - Precondition: The targets have the form of this kind of problem.
    public func totalWeight(of targets: Targets) -> Double {
        let loss = rowLoss
        return (0..<targets.rowCount).reduce(0) { $0 + loss.weight(row: $1, of: targets) }
    }

    /// The loss of a shard of rows and how it changes with the logits.
    ///
    /// A batch that is cut into shards has the mean loss `Σ values / normalizer`, and the gradients of the
    /// shards are the very bits that the whole batch would give: each row is computed for itself, in
    /// `Double`.
    ///
    /// - Parameters:
    ///   - logits: `[N, K]` in row-major order.
    ///   - rowCount: N; a shard may be empty.
    ///   - targets: What the network should say for these rows.
    ///   - normalizer: The total weight of the whole batch, `totalWeight(of:)` of its targets. Where that is
    ///     0, no row counts and the gradient is 0.
    ///   - gradient: `[N, K]`: receives the gradient of the shard's value divided by `normalizer`.
    /// - Returns: The sum over the rows of their weighted losses, in nats (for regression, in units of the
    ///   penalty). It is NaN where a logit is NaN.
    /// - Precondition: The counts agree, and the targets have the form of this kind of problem.
    public func valueAndGradient(
        logits: Span<Float>, rowCount: Int, targets: Targets, normalizer: Double,
        into gradient: inout MutableSpan<Float>
    ) -> Double {
        evaluate(logits, rowCount: rowCount, targets: targets, normalizer: normalizer, into: &gradient)
    }

    /// The same with logits and gradient in `Double`: the reference that finite differences can check.
    package func valueAndGradient(
        logits: Span<Double>, rowCount: Int, targets: Targets, normalizer: Double,
        into gradient: inout MutableSpan<Double>
    ) -> Double {
        evaluate(logits, rowCount: rowCount, targets: targets, normalizer: normalizer, into: &gradient)
    }

    // Each case calls for itself, because code for `any RowLoss` is not specialised for the scalar.
    private func evaluate<Scalar: BinaryFloatingPoint>(
        _ logits: Span<Scalar>, rowCount: Int, targets: Targets, normalizer: Double,
        into gradient: inout MutableSpan<Scalar>
    ) -> Double {
        precondition(targets.rowCount == rowCount, "\(targets.rowCount) targets for \(rowCount) rows")
        precondition(
            gradient.count == logits.count
                && (rowCount == 0 ? logits.isEmpty : logits.count.isMultiple(of: rowCount)),
            "\(logits.count) logits and \(gradient.count) entries of a gradient for \(rowCount) rows")
        switch self {
        case .binary(let loss):
            return loss.evaluate(logits, targets: targets, normalizer: normalizer, into: &gradient)
        case .multiclass(let loss):
            return loss.evaluate(logits, targets: targets, normalizer: normalizer, into: &gradient)
        case .multilabel(let loss):
            return loss.evaluate(logits, targets: targets, normalizer: normalizer, into: &gradient)
        case .regression(let loss):
            return loss.evaluate(logits, targets: targets, normalizer: normalizer, into: &gradient)
        }
    }
}

extension Loss: Codable {
    /// Reads the object that `encode(to:)` writes and refuses settings out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ProblemKind.self)
        guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a loss has one kind of problem, not \(container.allKeys.count)"))
        }
        switch kind {
        case .binary: self = .binary(try container.decode(BinaryLoss.self, forKey: kind))
        case .multiclass: self = .multiclass(try container.decode(MulticlassLoss.self, forKey: kind))
        case .multilabel: self = .multilabel(try container.decode(MultilabelLoss.self, forKey: kind))
        case .regression: self = .regression(try container.decode(RegressionLoss.self, forKey: kind))
        }
    }

    /// Writes an object whose only key is the kind of problem.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ProblemKind.self)
        switch self {
        case .binary(let loss): try container.encode(loss, forKey: kind)
        case .multiclass(let loss): try container.encode(loss, forKey: kind)
        case .multilabel(let loss): try container.encode(loss, forKey: kind)
        case .regression(let loss): try container.encode(loss, forKey: kind)
        }
    }
}
