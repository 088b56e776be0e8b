internal import Execution
internal import Networks
internal import OneDNN
internal import Tensors

/// The last layer of a model's network on its own: from features to outputs, by the same arithmetic wherever the features
/// come from, so that cached ones give the answers of pictures to the bit.
public struct OutputLayer: Sendable {
    private let name: String
    private let weight: Tensor<Float>
    private let bias: Tensor<Float>?
    private let activation: Activation?

    /// Takes the layer out of a model.
    ///
    /// - Throws: `ModelError.network` where the network does not end in a linear layer, or its weights are missing.
    public init(of model: Model) throws(ModelError) {
        do throws(NetworkError) {
            let node = try model.network.head()
            guard case .linear(let linear) = node.operation else {
                throw NetworkError.noHead(output: model.network.output)
            }
            name = node.name
            activation = linear.activation
            weight = try Self.parameter(.weight, of: node, in: model)
            bias = linear.hasBias ? try Self.parameter(.bias, of: node, in: model) : nil
        } catch {
            throw .network(error)
        }
    }

    private static func parameter(
        _ role: ParameterRole, of node: Node, in model: Model
    ) throws(NetworkError) -> Tensor<Float> {
        let name = node.parameterName(role)
        guard let tensor = model.parameters[name] else { throw .missingParameter(name, expected: []) }
        return tensor
    }

    /// The network's outputs, K numbers.
    ///
    /// - Parameter features: D numbers.
    /// - Throws: `ModelError.execution` when the kernel fails.
    /// - Precondition: There are D features.
    public func outputs(of features: [Float]) throws(ModelError) -> [Float] {
        let (count, width) = (weight.shape[0], weight.shape[1])
        precondition(features.count == width, "\(features.count) features, not \(width)")
        var outputs = bias?.values ?? [Float](repeating: 0, count: count)
        do {
            var span = outputs.mutableSpan
            try Matrices.multiply(
                features.span, by: weight.values.span, .transposed, rows: 1, columns: count, inner: width,
                addingToOutputScaledBy: 1, into: &span)
        } catch {
            throw .execution(.kernel(node: name, error))
        }
        return activation.map { outputs.map($0.callAsFunction) } ?? outputs
    }
}
