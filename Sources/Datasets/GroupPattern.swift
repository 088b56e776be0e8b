/// A regular expression that finds the group of an image in its path: the patient, the film or the day that it
/// was taken of or on.
///
/// It is searched for anywhere in the path below the data set's folder, for example `train/cat/p12_3.jpg`; `^` and
/// `$` mean the path's ends. Where the pattern has capturing parentheses, the group's key is the text of the
/// first of them that take part in the match, else everything that matches: `p(\d+)_` and `p\d+` both put the
/// images of a patient together. A path without a match, or whose key is empty, is in no group.
///
/// The language is that of Swift's `Regex`, which is Perl's in all that is common; letters match as people read
/// them, whatever their Unicode form.
/// Source: <https://github.com/swiftlang/swift-evolution/blob/main/proposals/0355-regex-syntax-run-time-construction.md>.
public struct GroupPattern: Hashable, Sendable {
    /// The regular expression as it was written.
    public let text: String

    /// Reads a regular expression.
    ///
    /// - Throws: `GroupPatternError.invalid` where the text is none, with the reason.
    public init(_ text: String) throws(GroupPatternError) {
        do {
            _ = try Regex(text)
        } catch {
            throw .invalid(pattern: text, reason: "\(error)")
        }
        self.text = text
    }

    /// A function from a path to the key of its group, nil for a path in no group.
    ///
    /// A compiled expression is no `Sendable` value, so it lives in the function instead of here.
    public func makeMatcher() -> (_ path: String) -> String? {
        guard let expression = try? Regex(text) else {
            preconditionFailure("the regular expression \(text) compiled before and does not now")
        }
        return { path in
            guard let match = path.firstMatch(of: expression) else { return nil }
            let captures = match.output.dropFirst()
            let key = captures.isEmpty ? path[match.range] : captures.lazy.compactMap(\.substring).first
            return key.flatMap { $0.isEmpty ? nil : String($0) }
        }
    }
}
