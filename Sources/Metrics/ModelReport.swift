/// How a model did on labelled images, in the form that its kind of problem has.
///
/// Its JSON is that of the report inside; a reader tells them apart by `accuracy`, `micro` and `outputs`, which only one
/// of them has.
public enum ModelReport: Hashable, Sendable {
    /// One class an image.
    case classes(ClassificationReport)
    /// Any number of labels an image.
    case labels(MultilabelReport)
    /// Numbers.
    case values(RegressionReport)

    /// The number of images scored.
    public var imageCount: Int {
        switch self {
        case .classes(let report): report.imageCount
        case .labels(let report): report.imageCount
        case .values(let report): report.imageCount
        }
    }

    /// What a better model has less of: the log loss in nats, or the mean of the outputs' root mean squared errors.
    public var loss: Double {
        switch self {
        case .classes(let report): report.logLoss
        case .labels(let report): report.logLoss
        case .values(let report): report.rootMeanSquaredError
        }
    }

    /// The scores of classes.
    public var classification: ClassificationReport? {
        if case .classes(let report) = self { report } else { nil }
    }
}

extension ModelReport: Codable {
    private enum Marks: CodingKey {
        case accuracy, micro, outputs
    }

    /// Reads whichever report it is.
    public init(from decoder: any Decoder) throws {
        let marks = try decoder.container(keyedBy: Marks.self)
        if marks.contains(.micro) {
            self = .labels(try MultilabelReport(from: decoder))
        } else if marks.contains(.outputs) {
            self = .values(try RegressionReport(from: decoder))
        } else {
            self = .classes(try ClassificationReport(from: decoder))
        }
    }

    /// Writes the report inside.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .classes(let report): try report.encode(to: encoder)
        case .labels(let report): try report.encode(to: encoder)
        case .values(let report): try report.encode(to: encoder)
        }
    }
}
