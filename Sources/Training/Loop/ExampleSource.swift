public import Tensors

/// The images that a network trains on or is judged by, as numbers that it reads, with what it should say.
public protocol ExampleSource: Sendable {
    /// The number of examples.
    var count: Int { get }

    /// What the network should say for each.
    var targets: Targets.Values { get }

    /// Makes what one task reads examples with.
    func makeReader() throws -> any ExampleReader
}

/// One task's way of reading examples.
public protocol ExampleReader: AnyObject {
    /// Writes an example as `[H, W, C]` floats.
    ///
    /// - Parameters:
    ///   - index: Which one, in `0 ..< count`.
    ///   - epoch: Decides, with the index, what chance does to it; nil leaves it as it is, for judging.
    ///   - values: Receives the numbers.
    func read(_ index: Int, epoch: Int?, into values: inout MutableSpan<Float>) throws

    /// Blends the examples of a shard with each other; the usual reader leaves them.
    ///
    /// - Parameters:
    ///   - values: The shard, `[N, H, W, C]`.
    ///   - targets: What the network should say for its rows.
    ///   - generator: Where all chance comes from.
    /// - Returns: The targets of the blended examples.
    func blend(
        _ values: inout MutableSpan<Float>, _ targets: Targets, using generator: inout SeededGenerator
    ) -> Targets
}

extension ExampleReader {
    /// Leaves a shard as it is.
    public func blend(
        _ values: inout MutableSpan<Float>, _ targets: Targets, using generator: inout SeededGenerator
    ) -> Targets {
        targets
    }
}
