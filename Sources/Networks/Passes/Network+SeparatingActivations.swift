extension Network {
    /// The network with every activation that a convolution, linear layer or addition applies itself as a
    /// node of its own: back-propagation needs the values before it.
    public func separatingActivations() -> Network {
        var names = Set(nodes.map(\.name))
        var network = self
        network.nodes = nodes.flatMap { node -> [Node] in
            guard let (operation, activation) = node.operation.withoutActivation else { return [node] }
            var name = "\(node.name).\(operation.kind.rawValue)"
            while !names.insert(name).inserted { name += "'" }
            return [
                Node(name, operation, inputs: node.inputs, parameterPrefix: node.parameterPrefix),
                Node(node.name, .activation(activation), inputs: [name]),
            ]
        }
        return network
    }
}

extension Operation {
    /// The operation alone and the function behind it, where it has one.
    fileprivate var withoutActivation: (operation: Operation, activation: Activation)? {
        switch self {
        case .convolution(var convolution):
            guard let activation = convolution.activation else { return nil }
            convolution.activation = nil
            return (.convolution(convolution), activation)
        case .linear(var linear):
            guard let activation = linear.activation else { return nil }
            linear.activation = nil
            return (.linear(linear), activation)
        case .add(let activation):
            return activation.map { (.add(activation: nil), $0) }
        default:
            return nil
        }
    }
}
