extension Network {
    /// The network with every addition that a convolution does itself as a node of its own.
    ///
    /// A description may ask for such convolutions; whether a kernel may add in place is for `fusingResiduals` to
    /// decide, from the network as a whole.
    public func separatingResiduals() -> Network {
        var names = Set(nodes.map(\.name))
        var network = self
        network.nodes = nodes.flatMap { node -> [Node] in
            guard case .convolution(var convolution) = node.operation, convolution.addsResidual else {
                return [node]
            }
            let activation = convolution.activation
            convolution.addsResidual = false
            convolution.activation = nil
            var name = "\(node.name).convolution"
            while !names.insert(name).inserted { name += "'" }
            return [
                Node(
                    name, .convolution(convolution), inputs: [node.inputs[0]],
                    parameterPrefix: node.parameterPrefix),
                Node(node.name, .add(activation: activation), inputs: [name, node.inputs[1]]),
            ]
        }
        return network
    }
}
