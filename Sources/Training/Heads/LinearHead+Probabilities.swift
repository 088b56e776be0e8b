public import Metrics
public import Tensors

extension LinearHead {
    /// The probabilities `softmax(logits / temperature)`, computed in `Double`.
    ///
    /// - Parameters:
    ///   - features: `[N, D]`.
    ///   - temperature: A positive number, usually the fitted one; above 1 it makes predictions less certain.
    ///     It never changes which class is the most probable.
    /// - Returns: One row for each row of `features`.
    /// - Throws: `MetricsError.notAProbability` if a feature is not finite.
    /// - Precondition: `features` is a matrix with D columns and `temperature` is positive.
    public func probabilities(
        _ features: Tensor<Float>, temperature: Double = 1
    ) throws(MetricsError) -> ProbabilityTable {
        precondition(temperature > 0, "temperature \(temperature) is not positive")
        let values = Softmax.probabilities(
            logits(features).values.map(Double.init), classCount: outputCount, temperature: temperature)
        return try ProbabilityTable(classCount: outputCount, values: values)
    }

    /// The probabilities `sigmoid(logits)` of labels that do not exclude each other, computed in `Double`.
    ///
    /// - Parameter features: `[N, D]`.
    /// - Returns: `[N, K]` in row-major order.
    /// - Precondition: `features` is a matrix with D columns.
    public func sigmoidProbabilities(_ features: Tensor<Float>) -> [Double] {
        logits(features).values.map { Logistic.sigmoid(Double($0)) }
    }

    /// The head for two classes as one logit: `w₁ − w₀` and `b₁ − b₀`, `[1, D]` and `[1]`.
    ///
    /// At any temperature T, `sigmoid(logit / T)` is the probability that the softmax of both logits over T
    /// gives to class 1.
    /// - Precondition: The head has two outputs.
    public var binary: LinearHead {
        precondition(outputCount == 2, "a head of \(outputCount) outputs does not tell two classes apart")
        let weights = weight.values
        return LinearHead(
            weight: Tensor(
                shape: [1, featureCount],
                values: (0..<featureCount).map { weights[featureCount + $0] - weights[$0] }),
            bias: Tensor(shape: [1], values: [bias[1] - bias[0]]))
    }

    /// The head whose outputs are those of this one over a number: with the fitted temperature, a head that
    /// needs none.
    ///
    /// - Precondition: `temperature` is positive.
    public func divided(by temperature: Double) -> LinearHead {
        precondition(temperature > 0, "temperature \(temperature) is not positive")
        return LinearHead(
            weight: Tensor(
                shape: weight.shape, values: weight.values.map { Float(Double($0) / temperature) }),
            bias: Tensor(shape: bias.shape, values: bias.values.map { Float(Double($0) / temperature) }))
    }
}
