internal import Tensors

extension Network {
    /// Replaces every batch normalisation of an image that is left by a depthwise 1×1 convolution, which computes the
    /// same: `x · s + (bias − mean · s)` with `s = weight / √(variance + ε)`.
    ///
    /// Normalisations are left where no convolution could take them in: before a convolution, or behind one whose
    /// value someone wants.
    ///
    /// - Throws: `NetworkError` where the network does not fit together or parameters are missing.
    public func replacingBatchNormalization(
        _ parameters: Parameters
    ) throws(NetworkError) -> (network: Network, parameters: Parameters) {
        try check(parameters)
        let shapes = try shapes()
        var network = self
        var replaced = parameters
        for (index, node) in nodes.enumerated() {
            guard case .batchNormalization(let normalization) = node.operation,
                let shape = shapes[node.name], shape.rank == 3
            else { continue }
            network.nodes[index].operation = .convolution(
                Convolution(
                    filters: shape[0], window: SlidingWindow(kernel: Extent(1)), groups: shape[0],
                    hasBias: true))
            let scaled = normalization.scaleAndShift(of: node, in: parameters)
            replaced[node.parameterName(.weight)] = Tensor(
                shape: [shape[0], 1, 1, 1], values: scaled.map { Float($0.scale) })
            replaced[node.parameterName(.bias)] = Tensor(
                shape: [shape[0]], values: scaled.map { Float($0.shift) })
            replaced[node.parameterName(.runningMean)] = nil
            replaced[node.parameterName(.runningVariance)] = nil
        }
        return (network, replaced)
    }
}

extension BatchNormalization {
    /// What the normalisation does to each channel: `x · scale + shift`, in double precision.
    ///
    /// - Precondition: The node's parameters are there.
    func scaleAndShift(of node: Node, in parameters: Parameters) -> [(scale: Double, shift: Double)] {
        func values(_ role: ParameterRole) -> [Float] {
            guard let parameter = parameters[node.parameterName(role)] else {
                preconditionFailure("parameters of \(node.name) were checked before")
            }
            return parameter.values
        }
        let (weight, bias) = (values(.weight), values(.bias))
        let (mean, variance) = (values(.runningMean), values(.runningVariance))
        return weight.indices.map { channel in
            let scale = Double(weight[channel]) / (Double(variance[channel]) + epsilon).squareRoot()
            return (scale, Double(bias[channel]) - Double(mean[channel]) * scale)
        }
    }
}
