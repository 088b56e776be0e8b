/// Why a text is no pattern for groups.
public enum GroupPatternError: Error, Hashable, Sendable {
    /// The text is no regular expression.
    case invalid(pattern: String, reason: String)
}

extension GroupPatternError: CustomStringConvertible {
    /// The failure in one sentence.
    public var description: String {
        switch self {
        case .invalid(let pattern, let reason):
            "\(PrintableName.text(for: pattern)) is no regular expression: \(reason)"
        }
    }
}
