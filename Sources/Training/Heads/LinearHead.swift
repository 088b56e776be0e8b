public import Tensors

/// The last layer of a network: one linear map from features to outputs, which are logits or numbers.
public struct LinearHead: Hashable, Sendable {
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

    /// Puts heads for the same features on top of each other.
    ///
    /// - Precondition: There is at least one head, and all take the same number of features.
    init(stacking heads: [LinearHead]) {
        let widths = Set(heads.map(\.featureCount))
        precondition(widths.count == 1, "\(heads.count) heads for \(widths.sorted()) features")
        let biases = heads.flatMap(\.bias.values)
        self.init(
            weight: Tensor(
                shape: [biases.count, heads[0].featureCount], values: heads.flatMap(\.weight.values)),
            bias: Tensor(shape: [biases.count], values: biases))
    }

    /// The number of outputs, K.
    public var outputCount: Int { weight.shape[0] }

    /// The number of features, D.
    public var featureCount: Int { weight.shape[1] }

    /// The outputs `features · weightᵀ + bias`.
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
        for index in values.indices { values[index] += bias[index % outputCount] }
        return Tensor(shape: [rowCount, outputCount], values: values)
    }
}
