/// How much the images of each class count in the loss.
///
/// The text form is `none`, `balanced` or `effective:beta=0.999`.
public enum ClassWeighting: Hashable, Sendable, CustomStringConvertible {
    /// Every image counts the same.
    case none
    /// Every class counts the same: see `ClassWeights.inverseFrequency`. A label, or the second of two classes, counts
    /// as much where it is present as where it is absent.
    case balanced
    /// In between: see `ClassWeights.effectiveNumber`.
    case effective(beta: Double)

    /// Reads the text form.
    ///
    /// - Throws: `SettingsError`.
    public init(parsing text: String) throws(SettingsError) {
        var settings = try SettingsText(text)
        switch settings.name {
        case "none": self = .none
        case "balanced": self = .balanced
        case "effective": self = .effective(beta: try settings.number("beta", default: 0.999, .belowOne))
        default:
            throw .unknownName(
                settings.name, of: "class weighting", known: ["none", "balanced", "effective"])
        }
        try settings.finish()
    }

    /// The text form.
    public var description: String {
        switch self {
        case .none: "none"
        case .balanced: "balanced"
        case .effective(let beta): "effective:beta=" + SettingsText.number(beta)
        }
    }

    /// The weights of classes with these numbers of images; nil where all weigh the same.
    ///
    /// - Precondition: No count is negative.
    public func weights(_ counts: [Int]) -> [Double]? {
        switch self {
        case .none: nil
        case .balanced: ClassWeights.inverseFrequency(counts)
        case .effective(let beta): ClassWeights.effectiveNumber(counts, beta: beta)
        }
    }

    /// How much more a present label weighs than an absent one.
    fileprivate func presenceWeight(present: Int, absent: Int) -> Double {
        guard let weights = weights([absent, present]), weights[0] > 0, weights[1] > 0 else { return 1 }
        return weights[1] / weights[0]
    }
}

extension Loss {
    /// The same loss with the weights that the targets of a training set call for; a regression has none.
    ///
    /// - Parameters:
    ///   - weighting: How weights come from numbers of images.
    ///   - targets: Those of all training images, of the form that this kind of problem has.
    ///   - classCount: K.
    public func weighted(_ weighting: ClassWeighting, for targets: Targets.Values, classCount: Int) -> Loss {
        switch (self, targets) {
        case (.multiclass(let loss), .classes(let classes)):
            var counts = [Int](repeating: 0, count: classCount)
            for index in classes { counts[index] += 1 }
            return .multiclass(
                MulticlassLoss(
                    labelSmoothing: loss.labelSmoothing, classWeights: weighting.weights(counts),
                    focus: loss.focus))
        case (.binary(let loss), .classes(let classes)):
            let present = classes.count { $0 == 1 }
            return .binary(
                BinaryLoss(
                    positiveWeight: weighting.presenceWeight(
                        present: present, absent: classes.count - present),
                    labelSmoothing: loss.labelSmoothing))
        case (.multilabel, .labels(let bits, let labelCount)):
            guard weighting != .none else { return self }
            let weights = (0..<labelCount).map { label in
                let column = stride(from: label, to: bits.count, by: labelCount)
                let present = column.count { bits[$0] }
                return weighting.presenceWeight(
                    present: present, absent: bits.count / labelCount - present)
            }
            return .multilabel(MultilabelLoss(positiveWeights: weights))
        default: return self
        }
    }
}
