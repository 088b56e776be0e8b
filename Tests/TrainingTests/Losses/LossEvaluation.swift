import Training

/// The sum and the gradient of a loss in `Double`.
func evaluate(
    _ loss: Loss, logits: [Double], targets: Targets, normalizer: Double = 1
) -> (value: Double, gradient: [Double]) {
    var gradient = [Double](repeating: .nan, count: logits.count)
    var span = gradient.mutableSpan
    let value = loss.valueAndGradient(
        logits: logits.span, rowCount: targets.rowCount, targets: targets, normalizer: normalizer, into: &span
    )
    return (value, gradient)
}

/// The sum and the gradient of a loss in `Float`, which is what training uses.
func evaluate(
    _ loss: Loss, logits: [Float], targets: Targets, normalizer: Double = 1
) -> (value: Double, gradient: [Float]) {
    var gradient = [Float](repeating: .nan, count: logits.count)
    var span = gradient.mutableSpan
    let value = loss.valueAndGradient(
        logits: logits.span, rowCount: targets.rowCount, targets: targets, normalizer: normalizer, into: &span
    )
    return (value, gradient)
}
