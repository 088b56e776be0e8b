public import Tensors

/// The weights of a network: tensors by name, as in `conv_stem.weight`.
public typealias Parameters = [String: Tensor<Float>]

/// The name and shape of one parameter that a network needs.
public struct ParameterDescription: Hashable, Sendable {
    /// The full name.
    public let name: String
    /// The shape.
    public let shape: Shape
    /// What it is to its operation.
    public let role: ParameterRole
}

extension Network {
    /// The parameters that the network needs, in the order of its nodes.
    ///
    /// - Throws: `NetworkError` where the network itself does not fit together, or two nodes share a parameter.
    public func parameterDescriptions() throws(NetworkError) -> [ParameterDescription] {
        let shapes = try shapes()
        let descriptions = nodes.flatMap { node in
            node.parameterShapes(input: node.inputs.first.flatMap { shapes[$0] } ?? []).map { role, shape in
                ParameterDescription(name: node.parameterName(role), shape: shape, role: role)
            }
        }
        // Passes change the parameters of one node at a time.
        var names: Set<String> = []
        for description in descriptions where !names.insert(description.name).inserted {
            throw .sharedParameter(description.name)
        }
        return descriptions
    }

    /// Checks that parameters of the right shapes are there; others may lie beside them.
    ///
    /// - Throws: `NetworkError` for the first that is missing or misshapen.
    public func check<Scalar>(_ parameters: [String: Tensor<Scalar>]) throws(NetworkError) {
        for description in try parameterDescriptions() {
            guard let parameter = parameters[description.name] else {
                throw .missingParameter(description.name, expected: description.shape)
            }
            guard parameter.shape == description.shape else {
                throw .wrongParameterShape(
                    description.name, expected: description.shape, got: parameter.shape)
            }
        }
    }
}

extension Node {
    /// The parameters of the node and their shapes, given the shape of its input.
    func parameterShapes(input: Shape) -> [(ParameterRole, Shape)] {
        switch operation {
        case .convolution(let convolution):
            let kernel = convolution.window.kernel
            let weight: Shape = [
                convolution.filters, input[0] / convolution.groups, kernel.height, kernel.width,
            ]
            return [(.weight, weight)] + (convolution.hasBias ? [(.bias, [convolution.filters])] : [])
        case .linear(let linear):
            return [(.weight, [linear.features, input[0]])]
                + (linear.hasBias ? [(.bias, [linear.features])] : [])
        case .batchNormalization:
            return [ParameterRole.weight, .bias, .runningMean, .runningVariance].map { ($0, [input[0]]) }
        case .layerNormalization:
            return [ParameterRole.weight, .bias].map { ($0, [input[0]]) }
        default:
            return []
        }
    }
}
