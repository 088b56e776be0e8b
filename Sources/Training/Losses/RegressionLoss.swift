/// The mean over D outputs of a penalty on the error, `output − target`.
///
/// The outputs are the logits, or their sigmoid where all targets are in `0 ... 1`. Every row counts 1.
/// Source of the Huber penalty: Huber, "Robust estimation of a location parameter", 1964.
public struct RegressionLoss: Hashable, Sendable {
    /// What an error costs.
    public enum Penalty: Hashable, Sendable, Codable {
        /// `e²`.
        case squared
        /// `|e|`; its derivative at 0 is 0.
        case absolute
        /// `e² / 2` up to |e| = δ, beyond that the tangent: `δ·(|e| − δ/2)`.
        case huber(delta: Double)
    }

    /// What an error costs.
    public let penalty: Penalty

    /// Whether outputs pass a sigmoid, which keeps them in `0 ... 1`.
    public let isBounded: Bool

    /// Makes the loss.
    ///
    /// - Precondition: δ is finite and positive.
    public init(_ penalty: Penalty = .squared, isBounded: Bool = false) {
        self.penalty = penalty
        self.isBounded = isBounded
        precondition(fault == nil, fault ?? "")
    }

    /// What is wrong with the settings.
    var fault: String? {
        guard case .huber(let delta) = penalty, !(delta > 0 && delta.isFinite) else { return nil }
        return "Huber's delta \(delta) is not a positive number"
    }
}

extension RegressionLoss: RowLoss {
    func weight(row: Int, of targets: Targets) -> Double { 1 }

    func evaluate(
        _ logits: inout MutableSpan<Double>, row: Int, of targets: Targets,
        scratch: inout MutableSpan<Double>
    ) -> Double {
        targets.write(row: row, to: &scratch)
        var sum = 0.0
        let columnCount = Double(logits.count)
        for index in logits.indices {
            let logit = logits[index]
            let output = isBounded ? Logistic.sigmoid(logit) : logit
            let (value, derivative) = cost(output - scratch[index])
            // The derivative of the sigmoid, from both of its tails so that neither is rounded away.
            let slope = isBounded ? output * Logistic.sigmoid(-logit) : 1
            logits[index] = derivative * slope / columnCount
            sum += value
        }
        return sum / columnCount
    }

    /// The penalty of an error, and its derivative.
    private func cost(_ error: Double) -> (value: Double, derivative: Double) {
        let size = abs(error)
        let sign = error > 0 ? 1.0 : error < 0 ? -1 : error
        return switch penalty {
        case .squared: (error * error, 2 * error)
        case .absolute: (size, sign)
        case .huber(let delta):
            size <= delta ? (error * error / 2, error) : (delta * (size - delta / 2), delta * sign)
        }
    }
}

extension RegressionLoss: Codable {
    private enum CodingKeys: CodingKey {
        case penalty, isBounded
    }

    /// Reads the settings and refuses those out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        penalty = try container.decode(Penalty.self, forKey: .penalty)
        isBounded = try container.decode(Bool.self, forKey: .isBounded)
        try CodedFault.refuse(fault, decoder)
    }
}
