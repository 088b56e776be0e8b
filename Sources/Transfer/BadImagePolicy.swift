internal import Datasets

/// What unreadable images do to a run.
public enum BadImagePolicy: Hashable, Sendable {
    /// They are left out, and stop the run only where they are more than a share of all images.
    case skip(limit: Double = Self.defaultLimit)
    /// A single one stops the run.
    case fail

    /// The share of unreadable images beyond which a run stops, if nothing else is said.
    public static let defaultLimit = 0.1

    /// The share of unreadable images that is accepted.
    public var limit: Double {
        switch self {
        case .skip(let limit): limit
        case .fail: 0
        }
    }

    /// Whether so many unreadable images are accepted.
    public func accepts(_ failureCount: Int, of total: Int) -> Bool {
        Double(failureCount) <= limit * Double(total)
    }

    /// Stops a run with too many unreadable images.
    ///
    /// - Throws: `TransferError.tooManyUnreadableImages`.
    func check(_ failures: [SampleFailure], total: Int) throws(TransferError) {
        guard accepts(failures.count, of: total) else {
            throw .tooManyUnreadableImages(failures, total: total, limit: limit)
        }
    }
}
