internal import Tensors

extension Network {
    /// The last place at which the network still knows where in the picture something is: the node whose
    /// value a heat map is drawn from.
    ///
    /// It is the last node through whose value alone the output can be computed and that has more than one
    /// row or column, before any pooling behind it, which would only make the map coarser: the last
    /// convolution with its normalisation and activation, or the last sum of a residual network.
    ///
    /// - Returns: The name of a node with a value `[C, H, W]`, H · W > 1; one of `cutPoints()`.
    /// - Throws: `NetworkError.noFeatureMap` where there is none, as in perceptrons; what `shapes()` throws
    ///   where the network does not fit together.
    public func lastFeatureMap() throws(NetworkError) -> String {
        let shapes = try shapes()
        let places = Set(
            cutPoints().filter { name in
                guard let shape = shapes[name], shape.rank == 3 else { return false }
                return shape[1] * shape[2] > 1
            })
        guard var last = nodes.last(where: { places.contains($0.name) }) else {
            throw .noFeatureMap(network: name)
        }
        while last.operation.onlyPoolsOrDrops, let input = last.inputs.first, places.contains(input),
            let node = node(named: input)
        {
            last = node
        }
        return last.name
    }
}

extension Operation {
    fileprivate var onlyPoolsOrDrops: Bool {
        switch kind {
        case .maxPooling, .averagePooling, .dropout: true
        default: false
        }
    }
}
