/// A trained head that predicts numbers, and the evidence for it.
public struct RidgeHeadFit: Hashable, Sendable {
    /// The trained last layer, `[O, D]`; its outputs are the numbers themselves.
    public let head: LinearHead

    /// The strength of the penalty for each output; see `RidgeHeadTrainer` for its meaning.
    public let strengths: [Double]

    /// The strengths that were tried, strongest first; empty if nothing could be held out.
    public let candidates: [Candidate]

    /// The predictions for each training image by a fold's stand-in that saw neither it nor its group; nil if
    /// there are not two groups.
    ///
    /// The strengths were chosen on them, so what they score is a little flattered.
    public let outOfFold: HeldOutPredictions?

    /// One strength and how well it did on images held out.
    public struct Candidate: Hashable, Sendable, Codable {
        /// The strength of the penalty.
        public let strength: Double
        /// The root of the mean squared error of each output, in its unit.
        public let rootMeanSquaredErrors: [Double]
    }

    /// Predictions for images that were not trained on.
    public struct HeldOutPredictions: Hashable, Sendable {
        /// The identity of each of M images.
        public let images: [Int]
        /// The true numbers, `[M, O]` in row-major order.
        public let values: [Float]
        /// The predicted numbers, `[M, O]` in row-major order.
        public let predictions: [Double]

        /// The number of outputs, O.
        public var outputCount: Int { values.count / images.count }

        /// The root of the mean squared error of each output, in its unit.
        public var rootMeanSquaredErrors: [Double] {
            (0..<outputCount).map { (squaredError($0) / Double(images.count)).squareRoot() }
        }

        /// The coefficient of determination R² of each output: 1 minus the squared errors over the squared
        /// distances of the true numbers from their mean. Nil for an output that is the same for all images.
        public var determinations: [Double?] {
            (0..<outputCount).map { output in
                let truths = column(output).map { Double($0.value) }
                guard truths.contains(where: { $0 != truths[0] }) else { return nil }
                let mean = truths.reduce(0, +) / Double(truths.count)
                return 1 - squaredError(output) / truths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            }
        }

        private func squaredError(_ output: Int) -> Double {
            column(output).reduce(0) { sum, entry in
                let error = entry.prediction - Double(entry.value)
                return sum + error * error
            }
        }

        private func column(_ output: Int) -> [(value: Float, prediction: Double)] {
            stride(from: output, to: values.count, by: outputCount).map { (values[$0], predictions[$0]) }
        }
    }
}
