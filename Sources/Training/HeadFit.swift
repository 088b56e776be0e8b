public import Metrics

/// A trained head with the evidence for it.
public struct HeadFit: Hashable, Sendable {
    /// The trained last layer.
    public let head: SoftmaxHead

    /// The strength of the L2 penalty it was trained with; see `SoftmaxHeadTrainer` for its meaning.
    public let strength: Double

    /// The temperature by which to divide logits; 1 if no image was held out to fit it on.
    public let temperature: Double

    /// The strengths that were tried, strongest first; empty if the strength was fixed.
    public let candidates: [Candidate]

    /// The predictions for images that the head, or its fold's stand-in, was not trained on; nil without any.
    ///
    /// They are those that the temperature was fitted on, so their calibration is a little flattered (by one
    /// number for all of them), and with early stopping or a choice of strength so is their loss.
    public let heldOut: HeldOutPredictions?

    /// The final fit step by step; entry 0 is the start.
    public let history: [Iteration]

    /// The entry of `history` that the head belongs to.
    public let bestIteration: Int

    /// Why the final fit ended.
    public let outcome: Outcome

    /// Why a fit ended.
    public enum Outcome: String, Hashable, Sendable, Codable {
        /// This is the minimum, as far as the tolerance or rounding can tell.
        case converged
        /// The validation loss had not improved for a while; the best head was restored.
        case stoppedEarly = "stopped_early"
        /// The largest number of iterations was reached.
        case iterationLimit = "iteration_limit"
    }

    /// One strength and how well it did on images held out.
    public struct Candidate: Hashable, Sendable, Codable {
        /// The strength of the penalty.
        public let strength: Double
        /// The mean loss of held-out images in nats, at temperature 1.
        public let logLoss: Double
        /// The share of held-out images predicted right.
        public let accuracy: Double
    }

    /// One step of the minimiser.
    public struct Iteration: Hashable, Sendable, Codable {
        /// The number of steps taken.
        public let index: Int
        /// The regularised training loss in nats.
        public let objective: Double
        /// The Euclidean norm of the gradient in the scaled variables.
        public let gradientNorm: Double
        /// The loss of the validation set in nats at temperature 1, if there is one.
        public let validationLogLoss: Double?
    }

    /// Predictions for images that were not trained on.
    public struct HeldOutPredictions: Hashable, Sendable {
        /// The identity of each image.
        public let images: [Int]
        /// The true class of each image.
        public let labels: [Int]
        /// The probabilities at the fitted temperature, one row for each image.
        public let probabilities: ProbabilityTable

        /// Scores the predictions.
        ///
        /// - Throws: `MetricsError.classNameCount` if there is not one name for each class.
        public func report(classNames: [String]) throws(MetricsError) -> ClassificationReport {
            try ClassificationReport(probabilities, labels: labels, classNames: classNames)
        }
    }
}
