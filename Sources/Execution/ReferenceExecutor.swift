public import Networks
public import Tensors

/// Runs a network node by node in plain Swift and double precision: slow, obvious, and what the fast plans are
/// compared with.
public struct ReferenceExecutor: Sendable {
    private let network: Network
    private let parameters: [String: Tensor<Double>]

    /// Prepares a network of any form, rewritten by passes or not.
    ///
    /// - Throws: `ExecutionError.network` where network and parameters do not fit together.
    public init(_ network: Network, parameters: Parameters) throws(ExecutionError) {
        try self.init(network, parameters: parameters.mapValues { $0.converted(to: Double.self) })
    }

    /// Prepares a network with parameters in double precision.
    ///
    /// - Throws: `ExecutionError.network` where network and parameters do not fit together.
    public init(_ network: Network, parameters: [String: Tensor<Double>]) throws(ExecutionError) {
        do {
            try network.check(parameters)
        } catch {
            throw .network(error)
        }
        self.network = network
        self.parameters = parameters
    }

    /// Computes every node.
    ///
    /// - Parameter input: Images, `[N, C, H, W]`.
    /// - Returns: The values by node name, `[N, C, H, W]` or `[N, D]`; batch normalisation uses its stored
    ///   statistics, and dropout does nothing.
    /// - Precondition: The images have the size of the network's input.
    public func values(for input: Tensor<Double>) -> [String: Tensor<Double>] {
        precondition(
            Array(input.shape.dimensions.dropFirst()) == network.input.shape.dimensions,
            "images of \(input.shape) for a network that takes \(network.input.shape)")
        var values = [Network.inputName: input]
        for node in network.nodes {
            values[node.name] = value(of: node, inputs: node.inputs.compactMap { values[$0] })
        }
        return values
    }

    /// Computes the network's output, `[N, K]` for a classifier.
    public func callAsFunction(_ input: Tensor<Double>) -> Tensor<Double> {
        guard let output = values(for: input)[network.output] else {
            preconditionFailure("the output \(network.output) was checked before")
        }
        return output
    }

    func parameter(_ node: Node, _ role: ParameterRole) -> [Double] {
        parameters[node.parameterName(role)]?.values ?? []
    }

    func value(of node: Node, inputs: [Tensor<Double>]) -> Tensor<Double> {
        let input = inputs[0]
        switch node.operation {
        case .convolution(let settings):
            let sum = convolution(input, settings, parameter(node, .weight), parameter(node, .bias))
            let added = settings.addsResidual ? add(sum, inputs[1]) : sum
            return apply(settings.activation, to: added)
        case .batchNormalization(let settings):
            return normalize(input, node, settings)
        case .activation(let activation):
            return apply(activation, to: input)
        case .maxPooling(let window):
            return pool(input, window) { values in values.max() ?? 0 }
        case .averagePooling(let window, let countsPadding):
            let area = Double(window.kernel.height * window.kernel.width)
            return pool(input, window) { values in
                values.reduce(0, +) / (countsPadding ? area : Double(values.count))
            }
        case .globalAveragePooling:
            return globalAverage(input)
        case .flatten:
            return input.reshaped(to: [input.shape[0], input.shape.elementCount / input.shape[0]])
        case .linear(let settings):
            let product = linear(input, settings, parameter(node, .weight), parameter(node, .bias))
            return apply(settings.activation, to: product)
        case .dropout:
            return input
        case .add(let activation):
            return apply(activation, to: add(inputs[0], inputs[1]))
        case .layerNormalization(let settings):
            return normalize(input, node, settings)
        case .concatenate:
            return concatenate(inputs)
        case .softmax:
            return softmax(input)
        }
    }
}
