/// The binary cross-entropy of one logit: `−w·y·log σ(z) − (1 − y)·log(1 − σ(z))`.
///
/// y is 1 for class 1 and 0 for class 0, a mixture for blended rows, and `y·(1 − ε) + ε / 2` with label
/// smoothing. Every row counts 1 in the mean, whatever its class, as with PyTorch's `pos_weight`.
public struct BinaryLoss: Hashable, Sendable {
    /// w: how much more the rows of class 1 cost.
    public let positiveWeight: Double

    /// ε, in `0 ..< 1`.
    public let labelSmoothing: Double

    /// Makes the loss.
    ///
    /// - Precondition: `positiveWeight` is finite and not negative, `labelSmoothing` is in `0 ..< 1`.
    public init(positiveWeight: Double = 1, labelSmoothing: Double = 0) {
        self.positiveWeight = positiveWeight
        self.labelSmoothing = labelSmoothing
        precondition(fault == nil, fault ?? "")
    }

    /// What is wrong with the settings.
    var fault: String? {
        LossFault.weights([positiveWeight], "positive weight")
            ?? LossFault.share(labelSmoothing, "label smoothing")
    }
}

extension BinaryLoss: RowLoss {
    func weight(row: Int, of targets: Targets) -> Double { 1 }

    func evaluate(
        _ logits: inout MutableSpan<Double>, row: Int, of targets: Targets,
        scratch: inout MutableSpan<Double>
    ) -> Double {
        precondition(logits.count == 1, "\(logits.count) logits for a binary problem, which has 1")
        let (first, second, share) = targets.classes(row: row)
        precondition(
            (0...1).contains(first) && (0...1).contains(second),
            "classes \(first) and \(second) in a binary problem")
        let mixed = share * Double(first) + (1 - share) * Double(second)
        let (value, derivative) = Logistic.crossEntropy(
            logits[0], target: mixed * (1 - labelSmoothing) + labelSmoothing / 2,
            positiveWeight: positiveWeight)
        logits[0] = derivative
        return value
    }
}

extension BinaryLoss: Codable {
    private enum CodingKeys: CodingKey {
        case positiveWeight, labelSmoothing
    }

    /// Reads the settings and refuses those out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        positiveWeight = try container.decode(Double.self, forKey: .positiveWeight)
        labelSmoothing = try container.decode(Double.self, forKey: .labelSmoothing)
        try CodedFault.refuse(fault, decoder)
    }
}
