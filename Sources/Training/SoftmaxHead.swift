public import Metrics
public import Tensors

/// The last layer of a classifier: one linear map from features to the logits of the classes.
public struct SoftmaxHead: Hashable, Sendable {
    /// The weights, `[K, D]`.
    public let weight: Tensor<Float>

    /// The biases, `[K]`.
    public let bias: Tensor<Float>

    /// Makes a head from its parameters.
    ///
    /// - Precondition: `weight` is a matrix with one row for each entry of `bias`.
    public init(weight: Tensor<Float>, bias: Tensor<Float>) {
        precondition(
            weight.shape.rank == 2 && bias.shape == [weight.shape[0]],
            "weights of \(weight.shape) do not go with biases of \(bias.shape)")
        self.weight = weight
        self.bias = bias
    }

    /// The number of classes, K.
    public var classCount: Int { weight.shape[0] }

    /// The number of features, D.
    public var featureCount: Int { weight.shape[1] }

    /// The logits `features · weightᵀ + bias`.
    ///
    /// - Parameter features: `[N, D]`.
    /// - Returns: `[N, K]`.
    /// - Precondition: `features` is a matrix with D columns.
    public func logits(_ features: Tensor<Float>) -> Tensor<Float> {
        precondition(
            features.shape.rank == 2 && features.shape[1] == featureCount,
            "features of \(features.shape) meet a head for \(featureCount) of them")
        let rowCount = features.shape[0]
        var values = LinearAlgebra.logits(
            PackedMatrix(features), rows: Array(0..<rowCount), weights: PackedMatrix(weight))
        for index in values.indices { values[index] += bias[index % classCount] }
        return Tensor(shape: [rowCount, classCount], values: values)
    }

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
            logits(features).values.map(Double.init), classCount: classCount, temperature: temperature)
        return try ProbabilityTable(classCount: classCount, values: values)
    }
}
