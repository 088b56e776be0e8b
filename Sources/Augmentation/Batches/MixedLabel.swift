/// The label of a picture that was mixed of two: the loss is `weight` times that for the first label plus the rest times
/// that for the second.
public struct MixedLabel<Label: Hashable & Sendable>: Hashable, Sendable {
    /// The label of the picture itself.
    public let first: Label
    /// The label of its partner.
    public let second: Label
    /// The share of the picture itself, in `0 ... 1`.
    public let weight: Double

    /// Makes a label.
    ///
    /// - Precondition: `weight` is in `0 ... 1`.
    public init(first: Label, second: Label, weight: Double) {
        precondition((0...1).contains(weight), "weight \(weight) is outside 0 ... 1")
        self.first = first
        self.second = second
        self.weight = weight
    }
}
