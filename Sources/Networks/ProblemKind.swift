/// The four kinds of problem that a classifier can be trained for; the raw values are those of `--task`.
public enum ProblemKind: String, Hashable, Sendable, Codable, CaseIterable, CodingKey {
    /// One of two classes: one logit, which is that of class 1.
    case binary
    /// One of K classes: K logits.
    case multiclass
    /// Any number of K labels: K logits, each for itself.
    case multilabel
    /// D numbers.
    case regression

    /// The number of outputs that a network needs for a number of classes, labels or values.
    ///
    /// - Parameter nameCount: 2 for binary problems.
    public func outputCount(nameCount: Int) -> Int { self == .binary ? 1 : nameCount }
}
