/// Which way a watched number is better.
public enum Goal: String, Hashable, Sendable, Codable, CaseIterable {
    /// Lower is better, as with a loss.
    case lower
    /// Higher is better, as with accuracy.
    case higher

    /// Whether a number is better than the best one by more than `margin`.
    ///
    /// NaN and infinite numbers are never better; any other is better than none.
    func beats(_ value: Double, _ best: Double?, margin: Double) -> Bool {
        guard value.isFinite else { return false }
        guard let best else { return true }
        return switch self {
        case .lower: value < best - margin
        case .higher: value > best + margin
        }
    }
}
