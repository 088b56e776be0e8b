import Glibc

/// The cross-entropy between class targets and the softmax of K logits.
///
/// With the probabilities `p = softmax(z)` and the target `tₖ` the loss of a row is
/// `−Σₖ wₖ · tₖ · (1 − pₖ)^γ · log pₖ`. In a row of class `y` every class has `tₖ = ε / K`, and `y` another
/// `1 − ε`; a blended row has the mixture of the targets of its two classes. A row counts as much as the
/// weight of its class, or as the mixture of the weights of its two classes. With γ = 0 this is PyTorch's
/// `cross_entropy`, whose smoothed targets carry the weights of *their* classes too; `SoftmaxCrossEntropy`
/// weighs whole rows instead.
///
/// Source: label smoothing, Szegedy et al., section 7, <https://arxiv.org/abs/1512.00567>; focal loss,
/// Lin et al., <https://arxiv.org/abs/1708.02002>; mixup, Zhang et al., <https://arxiv.org/abs/1710.09412>.
public struct MulticlassLoss: Hashable, Sendable {
    /// ε: the share of each target that is spread evenly over all classes, in `0 ..< 1`.
    public let labelSmoothing: Double

    /// The weight of each class, `[K]`, or nil where all weigh 1.
    public let classWeights: [Double]?

    /// γ: how much less rows count that are predicted well already; 0 for plain cross-entropy.
    public let focus: Double

    /// Makes the loss.
    ///
    /// - Precondition: `labelSmoothing` is in `0 ..< 1`; weights and `focus` are finite and not negative.
    public init(labelSmoothing: Double = 0, classWeights: [Double]? = nil, focus: Double = 0) {
        self.labelSmoothing = labelSmoothing
        self.classWeights = classWeights
        self.focus = focus
        precondition(fault == nil, fault ?? "")
    }

    /// What is wrong with the settings.
    var fault: String? {
        LossFault.share(labelSmoothing, "label smoothing") ?? LossFault.weights(classWeights, "class weight")
            ?? LossFault.weights([focus], "focus")
    }
}

extension MulticlassLoss: RowLoss {
    func weight(row: Int, of targets: Targets) -> Double {
        guard let classWeights else { return 1 }
        let (first, second, share) = targets.classes(row: row)
        return share * classWeights[first] + (1 - share) * classWeights[second]
    }

    func evaluate(
        _ logits: inout MutableSpan<Double>, row: Int, of targets: Targets,
        scratch: inout MutableSpan<Double>
    ) -> Double {
        let classCount = logits.count
        let (first, second, share) = targets.classes(row: row)
        precondition(
            (0..<classCount).contains(first) && (0..<classCount).contains(second),
            "classes \(first) and \(second) with \(classCount) logits")
        if let classWeights {
            precondition(
                classWeights.count == classCount,
                "\(classWeights.count) class weights for \(classCount) logits")
        }

        var largest = 0
        for index in 1..<classCount where logits[index] > logits[largest] { largest = index }
        let shift = logits[largest]
        var rest = 0.0
        for index in 0..<classCount where index != largest {
            scratch[index] = exp(logits[index] - shift)
            rest += scratch[index]
        }
        // The largest term is 1; leaving it out of the sum keeps the loss of well predicted rows exact.
        scratch[largest] = 1
        let logSum = log1p(rest)
        let evenShare = labelSmoothing / Double(classCount)

        var value = 0.0
        var total = 0.0
        for index in 0..<classCount {
            var target = evenShare
            if index == first { target += (1 - labelSmoothing) * share }
            if index == second { target += (1 - labelSmoothing) * (1 - share) }
            if let classWeights { target *= classWeights[index] }
            let logProbability = logits[index] - shift - logSum
            let probability = scratch[index] / (1 + rest)
            scratch[index] = probability
            // Left out where nothing is wanted, since the logarithm may be −∞.
            guard target > 0 || logProbability.isNaN else {
                logits[index] = 0
                continue
            }
            let (loss, slope) = focalTerm(logProbability: logProbability, probability: probability)
            value += target * loss
            logits[index] = target * slope
            total += target * slope
        }
        for index in 0..<classCount { logits[index] -= scratch[index] * total }
        return value
    }

    /// `−(1 − p)^γ · log p`, and its derivative with respect to `log p`.
    private func focalTerm(
        logProbability: Double, probability: Double
    ) -> (loss: Double, slope: Double) {
        guard focus > 0 else { return (-logProbability, -1) }
        let doubt = -expm1(logProbability)
        let factor = pow(doubt, focus)
        // log p / (1 − p) tends to −1 where nothing is left to doubt.
        let ratio = doubt > 0 ? logProbability / doubt : -1
        return (-factor * logProbability, factor * (focus * probability * ratio - 1))
    }
}

extension MulticlassLoss: Codable {
    private enum CodingKeys: CodingKey {
        case labelSmoothing, classWeights, focus
    }

    /// Reads the settings and refuses those out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        labelSmoothing = try container.decode(Double.self, forKey: .labelSmoothing)
        classWeights = try container.decodeIfPresent([Double].self, forKey: .classWeights)
        focus = try container.decode(Double.self, forKey: .focus)
        try CodedFault.refuse(fault, decoder)
    }
}
