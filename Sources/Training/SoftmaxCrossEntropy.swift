public import Tensors

/// The cross-entropy between class labels and the softmax of logits: the loss of a classifier.
///
/// For an image of class `y` with logits `z`, the target gives every class `ε / K` and class `y` another
/// `1 − ε`, where ε is the label smoothing, and the loss is `−Σₖ targetₖ · log softmax(z)ₖ`. The mean over images is
/// weighted: `Σᵢ wᵢ·lossᵢ / Σᵢ wᵢ`, where `wᵢ` is the weight of the image's true class times that of the image.
/// Source of label smoothing: Szegedy et al., section 7, <https://arxiv.org/abs/1512.00567>.
public struct SoftmaxCrossEntropy: Hashable, Sendable {
    /// The share of each target that is spread evenly over all classes, in `0 ..< 1`.
    public let labelSmoothing: Double

    /// The weight of each class, or nil where all weigh the same.
    public let classWeights: [Double]?

    /// Makes the loss.
    ///
    /// - Precondition: `labelSmoothing` is in `0 ..< 1` and no weight is negative.
    public init(labelSmoothing: Double = 0, classWeights: [Double]? = nil) {
        precondition(
            labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing \(labelSmoothing) is not in 0 ..< 1")
        precondition(classWeights?.allSatisfy { $0 >= 0 } ?? true, "negative weight in \(classWeights ?? [])")
        self.labelSmoothing = labelSmoothing
        self.classWeights = classWeights
    }

    /// The loss of a batch and how it changes with the logits.
    ///
    /// The row maximum is subtracted before `exp`, and all sums are in `Double`.
    ///
    /// - Parameters:
    ///   - logits: `[N, K]`.
    ///   - labels: The true class of each row, in `0 ..< K`.
    ///   - sampleWeights: The weight of each row, or nil where all weigh the same.
    /// - Returns: The mean loss in nats, and its gradient with respect to the logits, `[N, K]`.
    /// - Precondition: The counts agree, every label is a class and the weights do not add up to 0.
    public func valueAndGradient(
        logits: Tensor<Float>, labels: [Int], sampleWeights: [Double]? = nil
    ) -> (value: Double, gradient: Tensor<Float>) {
        let (value, gradient) = evaluate(
            logits.values.map(Double.init), shape: logits.shape, labels: labels, sampleWeights: sampleWeights)
        return (value, Tensor(shape: logits.shape, values: gradient.map { Float($0) }))
    }

    /// The same in `Double` throughout: the reference that finite differences can check.
    package func valueAndGradient(
        logits: Tensor<Double>, labels: [Int], sampleWeights: [Double]? = nil
    ) -> (value: Double, gradient: Tensor<Double>) {
        let (value, gradient) = evaluate(
            logits.values, shape: logits.shape, labels: labels, sampleWeights: sampleWeights)
        return (value, Tensor(shape: logits.shape, values: gradient))
    }

    private func evaluate(
        _ logits: [Double], shape: Shape, labels: [Int], sampleWeights: [Double]?
    ) -> (value: Double, gradient: [Double]) {
        precondition(
            shape.rank == 2 && shape[0] == labels.count && shape[1] > 0,
            "\(labels.count) labels cannot be compared with logits of \(shape)")
        let classCount = shape[1]
        precondition(
            classWeights.map { $0.count == classCount } ?? true,
            "\(classWeights?.count ?? 0) class weights for \(classCount) classes")
        let weights = rowWeights(labels: labels, classCount: classCount, sampleWeights: sampleWeights)

        var gradient = logits
        var span = gradient.mutableSpan
        var value = 0.0
        let evenShare = labelSmoothing / Double(classCount)
        for (row, label) in labels.enumerated() {
            let start = row * classCount
            let logSum = Softmax.normalise(&span, row: start..<start + classCount)
            var evenLoss = 0.0
            for column in 0..<classCount {
                evenLoss += logSum - logits[start + column]
                span[start + column] = weights[row] * (span[start + column] - evenShare)
            }
            span[start + label] -= weights[row] * (1 - labelSmoothing)
            let labelLoss = logSum - logits[start + label]
            value += weights[row] * ((1 - labelSmoothing) * labelLoss + evenShare * evenLoss)
        }
        return (value, gradient)
    }

    /// The weight of each row, scaled so that all add up to 1.
    private func rowWeights(labels: [Int], classCount: Int, sampleWeights: [Double]?) -> [Double] {
        precondition(
            sampleWeights.map { $0.count == labels.count } ?? true,
            "\(sampleWeights?.count ?? 0) sample weights for \(labels.count) rows")
        let weights = labels.indices.map { row in
            precondition(
                (0..<classCount).contains(labels[row]), "label \(labels[row]) with \(classCount) classes")
            return (classWeights?[labels[row]] ?? 1) * (sampleWeights?[row] ?? 1)
        }
        let sum = weights.reduce(0, +)
        precondition(sum > 0, "the weights of \(labels.count) rows add up to \(sum)")
        return weights.map { $0 / sum }
    }
}
