internal import Tensors

extension Network {
    /// The nodes through whose value alone everything behind them can be computed, in order: where the network can be cut
    /// in two.
    public func cutPoints() -> [String] {
        // A cut behind a node is clean if no edge but its own leads from before the cut to behind it.
        let positions = positions()
        var lastReader = [Int](repeating: -1, count: nodes.count)
        var inputReader = -1
        for (index, node) in nodes.enumerated() {
            for input in node.inputs {
                if let position = positions[input] {
                    lastReader[position] = index
                } else {
                    inputReader = index
                }
            }
        }
        var reach = inputReader
        var points: [String] = []
        for (index, node) in nodes.enumerated() {
            if reach <= index, node.name != output { points.append(node.name) }
            reach = max(reach, lastReader[index])
        }
        return points
    }

    /// The part of the network behind a cut, which reads the value there as its input.
    ///
    /// - Parameters:
    ///   - name: One of `cutPoints()`.
    ///   - input: The shape of the value there, `[C, H, W]`.
    /// - Precondition: The network can be cut there.
    public func suffix(after name: String, input: InputShape) -> Network {
        precondition(cutPoints().contains(name), "the network cannot be cut behind \(name)")
        let start = (positions()[name] ?? -1) + 1
        let kept = nodes[start...].map { node in
            var node = node
            node.inputs = node.inputs.map { $0 == name ? Self.inputName : $0 }
            return node
        }
        return Network(
            name: self.name, input: input, nodes: Array(kept), output: output, initializer: initializer)
    }

    /// The names of the network's blocks with the positions of their nodes, in order; the last layer is none of them.
    ///
    /// Nodes belong to a block if their names begin alike up to a number, as `blocks.4.2` or `layer1.0`; elsewhere each
    /// convolution or fully connected layer begins one of its own.
    public func blocks() -> [(name: String, nodes: Range<Int>)] {
        var blocks: [(name: String, nodes: Range<Int>)] = []
        for (index, node) in nodes.enumerated() where node.name != output {
            let name = Self.blockName(node.name)
            let continues: Bool
            if let name { continues = blocks.last?.name == name } else { continues = !node.beginsLayer }
            if continues, let last = blocks.popLast() {
                blocks.append((last.name, last.nodes.lowerBound..<index + 1))
            } else {
                blocks.append((name ?? node.name, index..<index + 1))
            }
        }
        return blocks
    }

    /// The beginning of a name up to its first run of numbers; nil where there is none.
    private static func blockName(_ name: String) -> String? {
        var parts: [Substring] = []
        var hasNumber = false
        for part in name.split(separator: ".") {
            let isNumber = part.utf8.allSatisfy { (48...57).contains($0) }
            if hasNumber, !isNumber { break }
            if isNumber, !parts.isEmpty { hasNumber = true }
            parts.append(part)
        }
        return hasNumber ? parts.joined(separator: ".") : nil
    }

    /// Where to cut so that the last blocks can be trained and the others stay; nil trains everything.
    ///
    /// - Parameter count: The number of blocks to train, besides the last layer.
    public func cutPoint(unfreezingLast count: Int) -> String? {
        let blocks = blocks().filter { block in nodes[block.nodes].contains(where: \.beginsLayer) }
        guard count < blocks.count, let shapes = try? shapes() else { return nil }
        // Behind a cut, a network reads an image.
        let points = Set(cutPoints().filter { shapes[$0]?.rank == 3 })
        let first = blocks[(blocks.count - max(count, 0))...].first?.nodes.lowerBound ?? nodes.count - 1
        return nodes[..<first].last { points.contains($0.name) }?.name
    }
}

extension Node {
    /// Whether the node is a layer with weights, behind which others follow.
    fileprivate var beginsLayer: Bool {
        switch operation.kind {
        case .convolution, .linear: true
        default: false
        }
    }
}
