public import Tensors

/// A convolutional network as data: nodes in the order of computation, each with its inputs and its settings.
///
/// A network holds no weights; parameters are tensors by name beside it. From this one description come shape
/// inference, rewriting passes, execution, the JSON in model files, and the exchange with other formats.
public struct Network: Hashable, Sendable {
    /// What people call it, for example `efficientnet-lite0`.
    public var name: String
    /// The shape of one input image.
    public var input: InputShape
    /// The nodes; each reads only the input and nodes before it.
    public var nodes: [Node]
    /// The name of the node whose value is the result.
    public var output: String
    /// What the weights of convolutions and linear layers are before training where their nodes do not say; nil takes
    /// what suits each, see `initializer(of:_:)`.
    public var initializer: Initializer?

    /// The name by which nodes read the network's input.
    public static let inputName = "input"

    /// Makes a network from its parts; `shapes()` tells whether they fit.
    public init(
        name: String, input: InputShape, nodes: [Node], output: String, initializer: Initializer? = nil
    ) {
        self.name = name
        self.input = input
        self.nodes = nodes
        self.output = output
        self.initializer = initializer
    }

    /// Makes a network by writing its blocks one below the other.
    public init(name: String, input: InputShape, @NetworkBlocks _ blocks: () -> [any NetworkBlock]) {
        var builder = NetworkBuilder(channels: input.channels)
        for block in blocks() { block.append(to: &builder) }
        self.init(name: name, input: input, nodes: builder.nodes, output: builder.current)
    }

    /// The node of a name, or nil.
    public func node(named name: String) -> Node? { nodes.first { $0.name == name } }

    /// The position of every node by its name.
    package func positions() -> [String: Int] {
        Dictionary(nodes.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    }

    /// For every name, the positions of the nodes that read it.
    package func readers() -> [String: [Int]] {
        var readers: [String: [Int]] = [:]
        for (index, node) in nodes.enumerated() {
            for input in node.inputs { readers[input, default: []].append(index) }
        }
        return readers
    }
}

/// The shape of one input image, `[C, H, W]`.
public struct InputShape: Hashable, Sendable, Codable {
    /// C: 3 for colour, 1 for grayscale.
    public var channels: Int
    /// H, in pixels.
    public var height: Int
    /// W, in pixels.
    public var width: Int

    /// Makes an input shape.
    public init(channels: Int, height: Int, width: Int) {
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// The shape as a list of extents.
    public var shape: Shape { [channels, height, width] }
}
