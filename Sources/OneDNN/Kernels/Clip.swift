internal import CNetworkKernels

/// The bounds that values are cut at: what a ReLU or a ReLU6 does.
public struct Clip: Hashable, Sendable {
    /// The smallest value let through.
    public let lower: Float
    /// The largest value let through.
    public let upper: Float

    /// Leaves all values as they are.
    public static let none = Clip(lower: -.infinity, upper: .infinity)

    /// Sets the bounds.
    public init(lower: Float, upper: Float) {
        self.lower = lower
        self.upper = upper
    }

    var value: network_clip { network_clip(lower: lower, upper: upper) }
}
