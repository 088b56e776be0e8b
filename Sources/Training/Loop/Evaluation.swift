internal import Execution
public import Networks
internal import Tensors

/// What a network says about examples, and how good that is.
public enum Evaluation {
    /// The logits of all examples, `[N, K]`.
    ///
    /// - Parameters:
    ///   - network: What to run.
    ///   - parameters: Its weights.
    ///   - source: The examples, read without chance.
    ///   - workerCount: The number of tasks; the result does not depend on it.
    ///   - completed: Called with the number of finished examples.
    /// - Throws: `ExecutionError`, `CancellationError`, or what the source throws.
    public static func logits(
        of network: Network, _ parameters: Parameters, _ source: any ExampleSource, workerCount: Int,
        completed: (@Sendable (Int) -> Void)? = nil
    ) async throws -> [[Float]] {
        let plan = try InferencePlan(network, parameters: parameters)
        return try await WorkerPool.map(
            count: source.count, workerCount: workerCount,
            makeState: { (session: try plan.makeSession(), reader: try source.makeReader()) },
            completed: completed
        ) { state, index in
            let reader = state.reader
            let outcome: Result<Void, any Error> = state.session.withInput { input in
                Result { try reader.read(index, epoch: nil, into: &input) }
            }
            try outcome.get()
            try state.session.run()
            return state.session.output().values
        }
    }

    /// The mean loss, and the metric that goes with the kind of problem: the share of right classes, or of
    /// right labels; none for regression.
    ///
    /// The loss is that of training without label smoothing or focus, so that runs can be compared.
    public static func judge(
        _ logits: [[Float]], _ targets: Targets.Values, by loss: Loss
    ) -> (loss: Double, metric: Double?) {
        let count = targets.rowCount
        let values = logits.flatMap { $0 }
        var gradient = [Float](repeating: 0, count: values.count)
        var span = gradient.mutableSpan
        let plain = loss.plain
        let all = Targets(targets)
        let sum = plain.valueAndGradient(
            logits: values.span, rowCount: count, targets: all, normalizer: 1, into: &span)
        let mean = sum / max(plain.totalWeight(of: all), .leastNonzeroMagnitude)
        return (mean, metric(logits, targets, loss))
    }

    private static func metric(_ logits: [[Float]], _ targets: Targets.Values, _ loss: Loss) -> Double? {
        let columnCount = logits.first?.count ?? 1
        var outputs = logits.flatMap { $0 }
        var span = outputs.mutableSpan
        loss.activation.apply(to: &span, columnCount: columnCount)
        switch (loss.predictions(outputs: outputs, columnCount: columnCount), targets) {
        case (.classes(let predicted), .classes(let expected)):
            return share(zip(predicted, expected).map { $0 == $1 })
        case (.labels(let predicted, _), .labels(let expected, _)):
            return share(zip(predicted, expected).map { $0 == $1 })
        default:
            return nil
        }
    }

    private static func share(_ hits: [Bool]) -> Double {
        Double(hits.count { $0 }) / Double(max(hits.count, 1))
    }
}

extension Loss {
    /// The loss without what only helps training.
    fileprivate var plain: Loss {
        switch self {
        case .multiclass: .multiclass(MulticlassLoss())
        case .binary: .binary(BinaryLoss())
        case .multilabel: .multilabel(MultilabelLoss())
        case .regression: self
        }
    }
}
