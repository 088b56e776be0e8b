public import Metrics

/// A trained head with the evidence for it.
public struct HeadFit: Hashable, Sendable {
    /// The trained last layer.
    public let head: LinearHead

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

    /// The predictions for training images by a fold's stand-in that was not trained on them nor on their
    /// group; nil if the strength was not chosen by cross-validation, or nothing could be held out.
    ///
    /// Every training image is there once, except those that `StrengthSelection.crossValidation` never holds
    /// out. The probabilities are at a temperature of their own, fitted on these predictions, so that they do
    /// not depend on whether there was a validation set. Without one they are `heldOut`.
    public let outOfFold: HeldOutPredictions?

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
        /// The probabilities at the temperature fitted on these images, one row for each image.
        public let probabilities: ProbabilityTable
        /// The temperature by which the logits were divided.
        public let temperature: Double

        /// Puts predictions together.
        ///
        /// - Precondition: There is one image, one label and one row for each prediction.
        package init(images: [Int], labels: [Int], probabilities: ProbabilityTable, temperature: Double) {
            precondition(
                images.count == labels.count && labels.count == probabilities.rowCount,
                "\(images.count) images, \(labels.count) labels, \(probabilities.rowCount) rows")
            self.images = images
            self.labels = labels
            self.probabilities = probabilities
            self.temperature = temperature
        }

        /// Scores the predictions.
        ///
        /// - Throws: `MetricsError.classNameCount` if there is not one name for each class.
        public func report(classNames: [String]) throws(MetricsError) -> ClassificationReport {
            try ClassificationReport(probabilities, labels: labels, classNames: classNames)
        }
    }
}
