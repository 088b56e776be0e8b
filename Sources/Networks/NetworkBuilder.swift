/// Collects nodes while a network is written from top to bottom.
public struct NetworkBuilder {
    /// The nodes so far.
    public private(set) var nodes: [Node] = []
    /// The name of what the next node reads.
    public private(set) var current = Network.inputName
    /// The channels of what the next node reads; blocks that depend on their input's width read it.
    public private(set) var channels: Int

    /// Starts at an input of so many channels.
    public init(channels: Int) {
        self.channels = channels
    }

    /// Appends a node that reads the current value, and makes it the current one.
    public mutating func append(_ name: String, _ operation: Operation) {
        append(name, operation, inputs: [current])
    }

    /// Appends a node that reads the named values, and makes it the current one.
    public mutating func append(_ name: String, _ operation: Operation, inputs: [String]) {
        nodes.append(Node(name, operation, inputs: inputs))
        current = name
        if case .convolution(let convolution) = operation { channels = convolution.filters }
    }

    /// Goes back to a value computed earlier, to branch off there.
    public mutating func resume(at name: String, channels: Int) {
        current = name
        self.channels = channels
    }
}

/// A part of a network that knows how to append its nodes.
public protocol NetworkBlock {
    /// Appends the block's nodes behind the builder's current one.
    func append(to builder: inout NetworkBuilder)
}

/// Lets a network be written as a list of blocks, with conditions and loops.
@resultBuilder public enum NetworkBlocks {
    /// A block on a line of its own.
    public static func buildExpression(_ block: any NetworkBlock) -> [any NetworkBlock] { [block] }
    /// Blocks one below the other.
    public static func buildBlock(_ parts: [any NetworkBlock]...) -> [any NetworkBlock] {
        parts.flatMap { $0 }
    }
    /// The blocks of a loop.
    public static func buildArray(_ parts: [[any NetworkBlock]]) -> [any NetworkBlock] {
        parts.flatMap { $0 }
    }
    /// The blocks of an `if` without `else`.
    public static func buildOptional(_ part: [any NetworkBlock]?) -> [any NetworkBlock] { part ?? [] }
    /// The blocks of an `if`.
    public static func buildEither(first part: [any NetworkBlock]) -> [any NetworkBlock] { part }
    /// The blocks of an `else`.
    public static func buildEither(second part: [any NetworkBlock]) -> [any NetworkBlock] { part }
}
