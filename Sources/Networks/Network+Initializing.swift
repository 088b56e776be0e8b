internal import Tensors

extension Network {
    /// Parameters to begin training with.
    ///
    /// The values of a parameter depend on the seed, its name and its shape alone, so that a change elsewhere
    /// in the network leaves them as they are.
    ///
    /// - Parameters:
    ///   - seed: Where chance begins.
    ///   - choose: An initialiser of one's own for a node's parameter, or nil for `initializer(of:_:)`, which the
    ///     description of the network decides.
    /// - Throws: `NetworkError` where the network does not fit together.
    public func initialParameters(
        seed: UInt64, choosing choose: (Node, ParameterRole) -> Initializer? = { _, _ in nil }
    ) throws(NetworkError) -> Parameters {
        let shapes = try parameterShapes()
        let readers = readers()
        var parameters: Parameters = [:]
        for node in nodes {
            var groups = 1
            if case .convolution(let convolution) = node.operation { groups = convolution.groups }
            for role in ParameterRole.allCases {
                let name = node.parameterName(role)
                guard let shape = shapes[name] else { continue }
                let initializer = choose(node, role) ?? initializer(of: node, role, readers: readers)
                var generator = SeededGenerator(seed: seed, path: StableHash.hash(of: name))
                parameters[name] = initializer(
                    shape: shape, fans: Initializer.Fans(shape: shape, groups: groups), using: &generator)
            }
        }
        return parameters
    }

    /// What the node or the network asks for, else what the field begins with: for weights in front of ReLU and
    /// its like He's normal values, in front of a sigmoid or tanh Xavier's uniform ones, in the last layer normal
    /// values of deviation 0.01, which make all classes about equally likely; ones for the scales and variances of
    /// normalisations, zeros for the rest.
    public func initializer(of node: Node, _ role: ParameterRole) -> Initializer {
        initializer(of: node, role, readers: readers())
    }

    private func initializer(
        of node: Node, _ role: ParameterRole, readers: [String: [Int]]
    ) -> Initializer {
        switch (node.operation, role) {
        case (_, .bias), (_, .runningMean): .zeros
        case (_, .runningVariance), (.batchNormalization, _), (.layerNormalization, _): .ones
        case (_, .weight):
            node.initializer ?? initializer ?? usualInitializer(ofWeightsOf: node, readers: readers)
        }
    }

    private func usualInitializer(ofWeightsOf node: Node, readers: [String: [Int]]) -> Initializer {
        switch successor(of: node, readers: readers) {
        case .activation(.sigmoid), .activation(.tanh): .xavierUniform
        case .end where node.operation.kind == .linear:
            .normal(standardDeviation: Initializer.usualDeviation)
        default: .heNormal()
        }
    }

    /// What the values of a layer meet first, behind anything that only moves, scales or joins them.
    private enum Successor {
        case activation(Activation)
        case weights
        case end
    }

    private func successor(of node: Node, readers: [String: [Int]]) -> Successor {
        if let activation = node.operation.ownActivation { return .activation(activation) }
        var name = node.name
        // Readers come behind what they read, so the walk ends.
        while let reader = readers[name]?.first {
            let operation = nodes[reader].operation
            let isAdded = operation.kind == .convolution && nodes[reader].inputs.first != name
            if operation.kind == .linear || operation.kind == .convolution && !isAdded { return .weights }
            if let activation = operation.ownActivation { return .activation(activation) }
            name = nodes[reader].name
        }
        return .end
    }

    private func parameterShapes() throws(NetworkError) -> [String: Shape] {
        Dictionary(try parameterDescriptions().map { ($0.name, $0.shape) }) { first, _ in first }
    }
}

extension Operation {
    /// The function that the operation is, or ends with.
    fileprivate var ownActivation: Activation? {
        switch self {
        case .activation(let activation): activation
        case .convolution(let convolution): convolution.activation
        case .linear(let linear): linear.activation
        case .add(let activation): activation
        default: nil
        }
    }
}
