/// What to do about one image.
public struct Fix: Hashable, Sendable {
    /// What becomes of the image.
    public enum Action: Hashable, Sendable {
        /// It is left out.
        case drop
        /// It gets another label.
        case relabel(to: String)
        /// It stays as it is: somebody looked at it, or should look and perhaps give it the proposed label.
        case keep(proposing: String? = nil)

        /// The word that a list names the action by.
        var name: String {
            switch self {
            case .drop: "drop"
            case .relabel: "relabel"
            case .keep: "keep"
            }
        }

        /// The label that the image gets, or that is proposed.
        var newLabel: String? {
            switch self {
            case .drop: nil
            case .relabel(let label): label
            case .keep(let proposal): proposal
            }
        }

        /// Whether the image stays as it is.
        var keeps: Bool {
            if case .keep = self { true } else { false }
        }
    }

    /// What becomes of the image.
    public let action: Action

    /// The image as its data set names it: below the data set's folder, or absolute.
    public let path: String

    /// The label that the image has now, or the one of several that is meant; empty where not stated.
    public let label: String

    /// Why, for people.
    public let reason: String

    /// The line that the row begins in, from 1; 0 for a fix that was not read.
    public let line: Int

    /// Makes a fix.
    public init(_ action: Action, path: String, label: String = "", reason: String = "", line: Int = 0) {
        self.action = action
        self.path = path
        self.label = label
        self.reason = reason
        self.line = line
    }
}
