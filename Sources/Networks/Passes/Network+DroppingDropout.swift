extension Network {
    /// The network without its dropout nodes, which do nothing in inference.
    ///
    /// - Parameter keeping: Names of nodes whose values someone wants, which therefore stay.
    public func droppingDropout(keeping: Set<String> = []) -> Network {
        var replacement: [String: String] = [:]
        var network = self
        network.nodes = nodes.compactMap { node in
            var node = node
            node.inputs = node.inputs.map { replacement[$0] ?? $0 }
            guard case .dropout = node.operation, !keeping.contains(node.name) else { return node }
            replacement[node.name] = node.inputs.first
            return nil
        }
        network.output = replacement[output] ?? output
        return network
    }
}
