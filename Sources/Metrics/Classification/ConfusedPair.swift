/// How often images of one class were taken for another.
public struct ConfusedPair: Hashable, Sendable, Codable {
    /// The index of the true class.
    public let label: Int
    /// The index of the class that was predicted.
    public let prediction: Int
    /// The number of images, at least 1.
    public let count: Int
    /// The share of the true class's images; in `0 ... 1`.
    public let share: Double
}
