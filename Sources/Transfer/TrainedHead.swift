internal import Datasets
internal import Glibc
internal import Metrics
public import Models
public import Training

/// A last layer that was trained on features, for any kind of problem.
public enum TrainedHead: Hashable, Sendable {
    /// For classes; of two classes with one logit it is the collapsed form of a softmax over both.
    case classes(HeadFit, isBinary: Bool)
    /// For labels that do not exclude each other.
    case labels(MultilabelHeadFit)
    /// For values. Where they are bounded, the fit is to their logits.
    case values(RidgeHeadFit, isBounded: Bool)

    /// The layer, `[O, D]`, with as many outputs as the task needs.
    public var layer: LinearHead {
        switch self {
        case .classes(let fit, let isBinary): isBinary ? fit.head.binary : fit.head
        case .labels(let fit): fit.head
        case .values(let fit, _): fit.head
        }
    }

    /// What its outputs mean.
    public var task: Model.Task {
        switch self {
        case .classes(_, let isBinary): isBinary ? .binary : .multiclass
        case .labels(let fit): .multilabel(thresholds: fit.thresholds.values)
        case .values(_, let isBounded): .regression(isBounded: isBounded)
        }
    }

    /// By what logits are divided.
    public var temperature: Double {
        if case .classes(let fit, _) = self { fit.temperature } else { 1 }
    }

    /// The strengths of the L2 penalty: one for all classes, or one for each label or value.
    public var strengths: [Double] {
        switch self {
        case .classes(let fit, _): [fit.strength]
        case .labels(let fit): fit.labels.map(\.strength)
        case .values(let fit, _): fit.strengths
        }
    }

    /// The training of a head for classes.
    public var classFit: HeadFit? {
        if case .classes(let fit, _) = self { fit } else { nil }
    }
}

extension TrainedHead {
    /// How near to 0 and 1 the values of a bounded regression are taken, since their logits are infinite there.
    private static let boundedMargin = 0.01

    /// The logits of values in `0 ... 1`, which a head for bounded values is fitted to.
    static func logits(ofBounded values: [Float]) -> [Float] {
        values.map { value in
            let inside = min(max(Double(value), boundedMargin), 1 - boundedMargin)
            return Float(log(inside / (1 - inside)))
        }
    }
}
