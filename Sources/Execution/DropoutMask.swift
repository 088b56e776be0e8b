internal import Tensors

/// Which values a dropout node keeps while training: a function of the seed, the node's name and the value's
/// place, so that every executor drops the same ones.
///
/// The number for place i is the i-th output of SplitMix64 that starts at seed ⊕ hash of the name; its upper
/// 53 bits are a number u from 0 to below 1, and the value is kept where u ≥ rate. Values that are kept grow
/// by `1 / (1 − rate)`, which keeps their mean.
/// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014;
/// Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014.
public struct DropoutMask: Hashable, Sendable {
    /// What a value that is kept is multiplied by.
    public let scale: Double

    private let start: UInt64
    private let threshold: UInt64

    /// Describes the mask of one node.
    ///
    /// - Parameters:
    ///   - seed: A seed of its own for each shard of each step.
    ///   - node: The node's name.
    ///   - rate: The chance that a value is dropped.
    /// - Precondition: The rate is 0 to below 1.
    public init(seed: UInt64, node: String, rate: Double) {
        precondition(rate >= 0 && rate < 1, "a dropout rate of \(rate)")
        scale = 1 / (1 - rate)
        start = seed ^ StableHash.hash(of: node)
        // u ≥ rate for a u of 53 bits, in whole numbers.
        threshold = UInt64((rate * 0x1p53).rounded(.up))
    }

    /// Whether a value is kept.
    ///
    /// - Parameter index: Its place in the shard's value, in the order N C H W.
    public func keeps(_ index: Int) -> Bool {
        var generator = SeededGenerator(seed: start &+ UInt64(index) &* SeededGenerator.increment)
        return generator.next() >> 11 >= threshold
    }

    /// What a value is multiplied by: `scale`, or 0.
    ///
    /// - Parameter index: Its place in the shard's value, in the order N C H W.
    public func factor(at index: Int) -> Double { keeps(index) ? scale : 0 }
}
