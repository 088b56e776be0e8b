/// The binary cross-entropy of each of K labels, averaged over the labels:
/// `1/K · Σₖ vₖ · (−wₖ·yₖ·log σ(zₖ) − (1 − yₖ)·log(1 − σ(zₖ)))`.
///
/// Every row counts 1, so that the mean over a batch is PyTorch's mean over all its entries.
public struct MultilabelLoss: Hashable, Sendable {
    /// v: what each label counts, `[K]`, or nil where all count 1.
    public let labelWeights: [Double]?

    /// w: how much more it costs to miss a label than to see one that is not there, `[K]`; nil for 1.
    public let positiveWeights: [Double]?

    /// Makes the loss.
    ///
    /// - Precondition: Weights are finite and not negative.
    public init(labelWeights: [Double]? = nil, positiveWeights: [Double]? = nil) {
        self.labelWeights = labelWeights
        self.positiveWeights = positiveWeights
        precondition(fault == nil, fault ?? "")
    }

    /// What is wrong with the settings.
    var fault: String? {
        LossFault.weights(labelWeights, "label weight")
            ?? LossFault.weights(positiveWeights, "positive weight")
    }
}

extension MultilabelLoss: RowLoss {
    func weight(row: Int, of targets: Targets) -> Double { 1 }

    func evaluate(
        _ logits: inout MutableSpan<Double>, row: Int, of targets: Targets,
        scratch: inout MutableSpan<Double>
    ) -> Double {
        let labelCount = logits.count
        for weights in [labelWeights, positiveWeights] {
            let count = weights?.count ?? labelCount
            precondition(count == labelCount, "\(count) label weights for \(labelCount) logits")
        }
        targets.write(row: row, to: &scratch)
        var sum = 0.0
        for index in 0..<labelCount {
            let (value, derivative) = Logistic.crossEntropy(
                logits[index], target: scratch[index], positiveWeight: positiveWeights?[index] ?? 1)
            let weight = (labelWeights?[index] ?? 1) / Double(labelCount)
            logits[index] = weight * derivative
            sum += weight * value
        }
        return sum
    }
}

extension MultilabelLoss: Codable {
    private enum CodingKeys: CodingKey {
        case labelWeights, positiveWeights
    }

    /// Reads the settings and refuses those out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        labelWeights = try container.decodeIfPresent([Double].self, forKey: .labelWeights)
        positiveWeights = try container.decodeIfPresent([Double].self, forKey: .positiveWeights)
        try CodedFault.refuse(fault, decoder)
    }
}
