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
        func take(_ owner: Node, _ role: ParameterRole) -> [Float]? {
            parameters[owner.parameterName(role)]?.values
        }
        guard let weight = parameters[convolution.parameterName(.weight)], let scale = take(node, .weight),
            let shift = take(node, .bias), let mean = take(node, .runningMean),
            let variance = take(node, .runningVariance)
        else { preconditionFailure("parameters of \(node.name) were checked before") }
        let oldBias = take(convolution, .bias)
        let filterSize = weight.shape.elementCount / weight.shape[0]
        var values = weight.values
        var bias = [Float](repeating: 0, count: weight.shape[0])
        for filter in 0..<weight.shape[0] {
            let factor =
                Double(scale[filter]) / (Double(variance[filter]) + normalization.epsilon).squareRoot()
            let centred = Double(oldBias?[filter] ?? 0) - Double(mean[filter])
            bias[filter] = Float(centred * factor + Double(shift[filter]))
            for index in filter * filterSize..<(filter + 1) * filterSize {
                values[index] = Float(Double(values[index]) * factor)
            }
        }
        parameters[convolution.parameterName(.weight)] = Tensor(shape: weight.shape, values: values)
        parameters[convolution.parameterName(.bias)] = Tensor(shape: [bias.count], values: bias)
        for role in [ParameterRole.weight, .bias, .runningMean, .runningVariance] {
            parameters[node.parameterName(role)] = nil
        }
    }
}
