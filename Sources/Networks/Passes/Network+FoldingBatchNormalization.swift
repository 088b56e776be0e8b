internal import Tensors

extension Network {
    /// Folds every batch normalisation behind a convolution into that convolution's weights and bias.
    ///
    /// With scale `s = weight / √(variance + ε)`, filters become `W · s` and the bias `(b − mean) · s + bias`; the
    /// sums run in double precision. A convolution that anything else reads stays as it is.
    ///
    /// - Parameter keeping: Names of nodes whose values someone wants, which therefore stay.
    /// - Returns: The shorter network, and parameters under the same names, a bias added where there was none.
    /// - Throws: `NetworkError` where parameters are missing or misshapen.
    public func foldingBatchNormalization(
        _ parameters: Parameters, keeping: Set<String> = []
    ) throws(NetworkError) -> (network: Network, parameters: Parameters) {
        try check(parameters)
        let readers = readers()
        let position = positions()
        var network = self
        var folded = parameters
        var removed: Set<Int> = []
        for (index, node) in nodes.enumerated() {
            guard case .batchNormalization(let normalization) = node.operation, let input = node.inputs.first,
                let producer = position[input],
                case .convolution(var convolution) = nodes[producer].operation,
                convolution.activation == nil, !convolution.addsResidual,
                readers[input] == [index], input != output, !keeping.contains(input)
            else { continue }
            fold(node, normalization, into: nodes[producer], &folded)
            convolution.hasBias = true
            // The convolution takes the place and the name of the normalisation.
            network.nodes[index] = Node(
                node.name, .convolution(convolution), inputs: nodes[producer].inputs,
                parameterPrefix: nodes[producer].parameterPrefix)
            removed.insert(producer)
        }
        network.nodes = network.nodes.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
        return (network, folded)
    }

    private func fold(
        _ node: Node, _ normalization: BatchNormalization, into convolution: Node,
        _ parameters: inout Parameters
    ) {
        guard let weight = parameters[convolution.parameterName(.weight)] else {
            preconditionFailure("parameters of \(convolution.name) were checked before")
        }
        let oldBias = parameters[convolution.parameterName(.bias)]?.values
        let filterSize = weight.shape.elementCount / weight.shape[0]
        var values = weight.values
        var bias: [Float] = []
        for (filter, channel) in normalization.scaleAndShift(of: node, in: parameters).enumerated() {
            bias.append(Float(Double(oldBias?[filter] ?? 0) * channel.scale + channel.shift))
            for index in filter * filterSize..<(filter + 1) * filterSize {
                values[index] = Float(Double(values[index]) * channel.scale)
            }
        }
        parameters[convolution.parameterName(.weight)] = Tensor(shape: weight.shape, values: values)
        parameters[convolution.parameterName(.bias)] = Tensor(shape: [bias.count], values: bias)
        for role in [ParameterRole.weight, .bias, .runningMean, .runningVariance] {
            parameters[node.parameterName(role)] = nil
        }
    }
}
