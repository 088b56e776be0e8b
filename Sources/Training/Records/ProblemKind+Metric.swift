public import Networks

extension ProblemKind {
    /// What the metric of an epoch is called in headings; nil where there is none, see `Evaluation.judge`.
    public var metricName: String? {
        switch self {
        case .binary, .multiclass: "accuracy"
        case .multilabel: "label accuracy"
        case .regression: nil
        }
    }

    /// What the metric of an epoch is called in files: the name without blanks.
    public var metricKey: String? {
        metricName.map { String($0.map { $0 == " " ? "_" : $0 }) }
    }
}
