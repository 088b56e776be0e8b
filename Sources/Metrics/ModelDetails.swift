/// What tells how far a `ModelReport` can be trusted, in the form that the kind of problem has.
///
/// Its JSON is that of the details inside.
public enum ModelDetails: Hashable, Sendable {
    /// One class an image.
    case classes(ClassificationDetails)
    /// Any number of labels an image.
    case labels(MultilabelDetails)
    /// Numbers.
    case values(RegressionDetails)

    /// The details of classes.
    public var classification: ClassificationDetails? {
        if case .classes(let details) = self { details } else { nil }
    }

    /// The details of labels.
    public var multilabel: MultilabelDetails? {
        if case .labels(let details) = self { details } else { nil }
    }

    /// The details of numbers.
    public var regression: RegressionDetails? {
        if case .values(let details) = self { details } else { nil }
    }
}

extension ModelDetails: Encodable {
    /// Writes the details inside.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .classes(let details): try details.encode(to: encoder)
        case .labels(let details): try details.encode(to: encoder)
        case .values(let details): try details.encode(to: encoder)
        }
    }
}
