extension Network {
    /// The part of the network that computes one node: that node and everything it depends on.
    ///
    /// - Throws: `NetworkError.unknownOutput` for a name that is no node.
    public func prefix(through name: String) throws(NetworkError) -> Network {
        guard node(named: name) != nil else { throw .unknownOutput(name) }
        var needed: Set<String> = [name]
        var kept: [Node] = []
        for node in nodes.reversed() where needed.contains(node.name) {
            needed.formUnion(node.inputs)
            kept.append(node)
        }
        return Network(
            name: self.name, input: input, nodes: kept.reversed(), output: name,
            initializer: initializer)
    }

    /// The linear layer at the end, which transfer learning replaces.
    ///
    /// - Throws: `NetworkError.noHead` where the network ends otherwise.
    public func head() throws(NetworkError) -> Node {
        guard let node = node(named: output), case .linear = node.operation else {
            throw .noHead(output: output)
        }
        return node
    }

    /// The number of outputs of the last layer: the number of classes, K.
    ///
    /// - Throws: `NetworkError.noHead` where the network does not end in a linear layer.
    public func classCount() throws(NetworkError) -> Int {
        guard case .linear(let linear) = try head().operation else { throw .noHead(output: output) }
        return linear.features
    }

    /// The part of the network before its last layer, without the dropout between: what computes features.
    ///
    /// - Throws: `NetworkError.noHead` where the network does not end in a linear layer behind something.
    public func featureExtractor() throws(NetworkError) -> Network {
        var name = try head().inputs.first ?? Self.inputName
        while let node = node(named: name), case .dropout = node.operation {
            name = node.inputs.first ?? Self.inputName
        }
        guard name != Self.inputName else { throw .noHead(output: output) }
        return try prefix(through: name)
    }

    /// The same network with a last layer for another number of classes.
    ///
    /// - Throws: `NetworkError.noHead` where the network does not end in a linear layer.
    public func replacingHead(classCount: Int) throws(NetworkError) -> Network {
        let head = try head()
        var network = self
        network.nodes = nodes.map { node in
            guard node.name == head.name else { return node }
            var node = node
            node.operation = .linear(Linear(features: classCount))
            return node
        }
        return network
    }
}
