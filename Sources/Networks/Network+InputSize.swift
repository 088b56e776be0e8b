extension Network {
    /// Checks that the network can read images of its input's shape.
    ///
    /// - Throws: `NetworkError.inputTooSmall` where a window does not fit into what smaller images leave of
    ///   them; what `shapes()` throws where the network does not fit together otherwise.
    public func checkInput() throws(NetworkError) {
        do {
            _ = try shapes()
        } catch .windowTooLarge(let node, let window, let extent) {
            guard let side = smallestSide else {
                throw .windowTooLarge(node: node, window: window, input: extent)
            }
            throw .inputTooSmall(
                network: name, minimum: Extent(side), got: Extent(height: input.height, width: input.width))
        }
    }

    /// The side of the smallest square images that every window fits into, up to 1024 px.
    private var smallestSide: Int? {
        var network = self
        return (1...1024).first { side in
            network.input.height = side
            network.input.width = side
            return (try? network.shapes()) != nil
        }
    }
}
