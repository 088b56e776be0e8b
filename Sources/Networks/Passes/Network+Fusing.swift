extension Network {
    /// Moves activations into the convolution, linear layer or addition before them, where nothing else reads that.
    ///
    /// - Parameter keeping: Names of nodes whose values someone wants, which therefore stay.
    public func fusingActivations(keeping: Set<String> = []) -> Network {
        rewritingPairs(keeping: keeping) { node, producer in
            guard case .activation(let activation) = node.operation else { return nil }
            switch producer.operation {
            case .convolution(var convolution) where convolution.activation == nil:
                convolution.activation = activation
                return .convolution(convolution)
            case .linear(var linear) where linear.activation == nil:
                linear.activation = activation
                return .linear(linear)
            case .add(activation: nil):
                return .add(activation: activation)
            default:
                return nil
            }
        }
    }

    /// Replaces a node and the only node it reads by one, where `fuse` knows how.
    ///
    /// The pair takes the name of its second node, so that whoever reads the result still finds it.
    private func rewritingPairs(keeping: Set<String>, _ fuse: (_ node: Node, _ producer: Node) -> Operation?)
        -> Network
    {
        let readers = readers()
        var network = self
        var position: [String: Int] = [:]
        var removed: Set<Int> = []
        for (index, node) in nodes.enumerated() {
            position[node.name] = index
            guard node.inputs.count == 1, let producer = position[node.inputs[0]],
                readers[node.inputs[0]] == [index], node.inputs[0] != output,
                !keeping.contains(node.inputs[0]),
                let operation = fuse(node, network.nodes[producer])
            else { continue }
            let first = network.nodes[producer]
            network.nodes[index] = Node(
                node.name, operation, inputs: first.inputs, parameterPrefix: first.parameterPrefix)
            removed.insert(producer)
        }
        network.nodes = network.nodes.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
        return network
    }

    /// Moves additions into one of the convolutions they add, which then adds the other input itself.
    ///
    /// A kernel does so in place, on top of the other input. That is right only where the addition is the last to read
    /// that input and the convolution does not read it, and only then is it done.
    ///
    /// - Parameter keeping: Names of nodes whose values someone wants, which therefore stay.
    public func fusingResiduals(keeping: Set<String> = []) -> Network {
        let readers = readers()
        let position = positions()
        var network = self
        var removed: Set<Int> = []
        var overwritten: Set<String> = []
        for (index, node) in nodes.enumerated() {
            guard case .add(let activation) = node.operation, node.inputs.count == 2 else { continue }
            let choices = [(node.inputs[0], node.inputs[1]), (node.inputs[1], node.inputs[0])]
            for (candidate, residual) in choices {
                // A convolution moves to the place of its addition, so nothing in between may spoil its input.
                guard let producer = position[candidate],
                    case .convolution(var convolution) = nodes[producer].operation,
                    overwritten.isDisjoint(with: nodes[producer].inputs),
                    convolution.activation == nil, !convolution.addsResidual, candidate != output,
                    !keeping.contains(candidate),
                    readers[candidate] == [index], residual != Self.inputName, residual != output,
                    !keeping.contains(residual),
                    readers[residual]?.max() == index, !nodes[producer].inputs.contains(residual)
                else { continue }
                convolution.addsResidual = true
                convolution.activation = activation
                network.nodes[index] = Node(
                    node.name, .convolution(convolution), inputs: [nodes[producer].inputs[0], residual],
                    parameterPrefix: nodes[producer].parameterPrefix)
                removed.insert(producer)
                overwritten.insert(residual)
                break
            }
        }
        network.nodes = network.nodes.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
        return network
    }
}
