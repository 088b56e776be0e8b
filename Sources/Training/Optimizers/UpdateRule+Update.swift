import Glibc

extension UpdateRule {
    /// Changes a parameter by one step.
    ///
    /// Every element is computed for itself in `Float`, so that a parameter may be cut into ranges with
    /// states of their own without a change in any bit. Complexity: O(*n*), at the speed of memory.
    ///
    /// - Parameters:
    ///   - parameter: Its elements.
    ///   - gradient: The derivative of the loss by each element.
    ///   - state: What earlier steps left.
    ///   - rate: η, after schedule and group.
    ///   - decay: λ; 0 for a parameter that does not decay.
    ///   - step: The number of this step, from 1; only Adam and AdamW depend on it.
    ///   - gradientFactor: What every gradient is multiplied by first.
    /// - Precondition: The counts agree, and the state belongs to this rule.
    public func update(
        parameter: inout MutableSpan<Float>, gradient: Span<Float>, state: inout OptimizerState,
        rate: Double, decay: Double, step: Int, gradientFactor: Float = 1
    ) {
        precondition(step > 0, "step \(step): steps count from 1")
        precondition(
            gradient.count == parameter.count && state.elementCount == parameter.count,
            "\(gradient.count) gradients and a state of \(state.elementCount) for \(parameter.count) elements"
        )
        precondition(state.slots == slots, "a state of \(state.slots) for \(name), which keeps \(slots)")
        apply(
            &parameter, gradient, &state.first, &state.second, rate: rate, decay: decay, step: step,
            gradientFactor: gradientFactor)
    }

    private func apply(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ firstValues: inout [Float],
        _ secondValues: inout [Float], rate: Double, decay: Double, step: Int, gradientFactor: Float
    ) {
        let constants = UpdateConstants(
            rate: Float(rate), decay: Float(decay), gradientFactor: gradientFactor)
        var first = firstValues.mutableSpan
        var second = secondValues.mutableSpan
        switch self {
        case .sgd: UpdateKernels.descend(&parameter, gradient, constants)
        case .momentum(let momentum):
            UpdateKernels.momentum(&parameter, gradient, &first, constants, momentum: Float(momentum))
        case .nesterov(let momentum):
            UpdateKernels.nesterov(&parameter, gradient, &first, constants, momentum: Float(momentum))
        case .rmsprop(let smoothing, let momentum, let epsilon):
            let averaging = UpdateKernels.RMSpropConstants(
                smoothing: Float(smoothing), gain: Float(1 - smoothing), momentum: Float(momentum),
                epsilon: Float(epsilon))
            if momentum > 0 {
                UpdateKernels.rmsprop(&parameter, gradient, &first, &second, constants, averaging)
            } else {
                UpdateKernels.rmsprop(&parameter, gradient, &first, constants, averaging)
            }
        case .adam(let beta1, let beta2, let epsilon):
            UpdateKernels.adam(
                &parameter, gradient, &first, &second,
                AdamConstants(
                    beta1: beta1, beta2: beta2, epsilon: epsilon, rate: rate, step: step,
                    coupledDecay: decay, shrinkage: 1, gradientFactor: gradientFactor))
        case .adamw(let beta1, let beta2, let epsilon):
            UpdateKernels.adam(
                &parameter, gradient, &first, &second,
                AdamConstants(
                    beta1: beta1, beta2: beta2, epsilon: epsilon, rate: rate, step: step,
                    coupledDecay: 0, shrinkage: 1 - rate * decay, gradientFactor: gradientFactor))
        }
    }
}

/// The numbers that all elements share in one step of a rule without moments.
struct UpdateConstants {
    let rate: Float
    let decay: Float
    let gradientFactor: Float
}

/// The numbers that all elements share in one step of Adam or AdamW.
///
/// They are worked out in `Double`, where `1 − β₂ᵗ` has not lost its digits.
struct AdamConstants {
    /// What is kept of the parameter: AdamW's decay.
    let shrinkage: Float
    /// What is added to the gradient of each unit of the parameter: Adam's decay.
    let coupledDecay: Float
    let gradientFactor: Float
    let firstGain: Float
    let secondKept: Float
    let secondGain: Float
    /// `1 / √(1 − β₂ᵗ)`.
    let rootScale: Float
    let epsilon: Float
    /// `η / (1 − β₁ᵗ)`.
    let stepSize: Float

    init(
        beta1: Double, beta2: Double, epsilon: Double, rate: Double, step: Int, coupledDecay: Double,
        shrinkage: Double, gradientFactor: Float
    ) {
        self.shrinkage = Float(shrinkage)
        self.coupledDecay = Float(coupledDecay)
        self.gradientFactor = gradientFactor
        firstGain = Float(1 - beta1)
        secondKept = Float(beta2)
        secondGain = Float(1 - beta2)
        rootScale = Float(1 / (1 - pow(beta2, Double(step))).squareRoot())
        self.epsilon = Float(epsilon)
        stepSize = Float(rate / (1 - pow(beta1, Double(step))))
    }
}
