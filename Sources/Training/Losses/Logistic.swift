import Glibc

/// The logistic function and the cross-entropy that belongs to it, without overflow or cancellation for
/// logits of any size.
enum Logistic {
    /// `1 / (1 + e⁻ˣ)`; the exponential is only taken of numbers that are not positive.
    static func sigmoid(_ logit: Double) -> Double {
        let exponential = exp(-abs(logit))
        return (logit < 0 ? exponential : 1) / (1 + exponential)
    }

    /// `log(1 + eˣ)`, which is `−log σ(−x)`.
    static func softplus(_ logit: Double) -> Double {
        max(logit, 0) + log1p(exp(-abs(logit)))
    }

    /// The binary cross-entropy of one logit, `−w·y·log σ(x) − (1 − y)·log(1 − σ(x))`, in nats.
    ///
    /// - Parameters:
    ///   - logit: x.
    ///   - target: y, in `0 ... 1`.
    ///   - positiveWeight: w.
    /// - Returns: The loss, and its derivative with respect to the logit.
    static func crossEntropy(
        _ logit: Double, target: Double, positiveWeight: Double
    ) -> (value: Double, derivative: Double) {
        let positive = positiveWeight * target
        let negative = 1 - target
        // Terms without weight are left out, since an infinite logit would make 0 · ∞ of them.
        var value = logit.isNaN ? logit : 0
        if positive > 0 { value += positive * softplus(-logit) }
        if negative > 0 { value += negative * softplus(logit) }
        return (value, negative * sigmoid(logit) - positive * sigmoid(-logit))
    }
}
