public import Datasets
internal import Metrics
public import Models
public import Training

/// Fine-tunes in stages: first a head on the features of the frozen network, then the last blocks, or all of them, at a
/// lower rate, for as long as the validation images gain.
public struct StagedFineTuner: Sendable {
    /// What a run yields.
    public struct Outcome: Sendable {
        /// The first stage: the head.
        public let head: FineTuner.Outcome
        /// The second stage: the blocks.
        public let network: NetworkTuner.Outcome
        /// Whether the second stage is better on the validation images, by log loss or by the
        /// errors in standard deviations of the values, and was therefore kept.
        public let keepsNetwork: Bool

        /// The stage that was kept, trained on validation images as well; nil unless that was wanted and there were any.
        public let refit: Refit?

        /// The model that was chosen: the better stage, as validation images judged it.
        public var chosenModel: Model { keepsNetwork ? network.model : head.model }

        /// The model to keep.
        public var model: Model { refit?.model ?? chosenModel }
    }

    private let fineTuner: FineTuner
    private let networkTuner: NetworkTuner

    /// Puts the stages together.
    ///
    /// - Precondition: Not both a refit and a time budget are asked for: a refit takes about as long again.
    public init(_ fineTuner: FineTuner, _ networkTuner: NetworkTuner) {
        precondition(
            !(fineTuner.options.refits && networkTuner.options.budget != nil),
            "a refit takes about as long again as the budget")
        self.fineTuner = fineTuner
        self.networkTuner = networkTuner
    }

    /// Examines a data set once and trains on it in two stages; see `FineTuner.run` for the arguments.
    ///
    /// - Throws: What `FineTuner.run` and `NetworkTuner.run` throw.
    public func run(
        on data: Dataset, validationFraction: Double, keeping kept: [ContentDigest: Partition] = [:],
        toolVersion: String, headDone: @Sendable (FineTuner.Outcome) -> Void = { _ in }
    ) async throws -> Outcome {
        let prepared = try await fineTuner.prepare(
            data, validationFraction: validationFraction, keeping: kept)
        let head = try await fineTuner.train(on: prepared, of: data, toolVersion: toolVersion)
        headDone(head)
        let network = try await networkTuner.train(
            from: try NetworkTuner.Start(head.model), on: prepared, of: data, toolVersion: toolVersion)
        let training = prepared.positions(in: .training).map { prepared.examination.samples[$0] }
        let scaling = ValueScaling(training)
        let keepsNetwork: Bool
        if let before = head.validation, let after = network.validation {
            keepsNetwork = Self.loss(after, scaling) < Self.loss(before, scaling)
        } else {
            keepsNetwork = true
        }
        var refit = head.refit
        if keepsNetwork, let head = refit {
            refit = try await networkTuner.refit(
                behind: network, from: try NetworkTuner.Start(head.model), on: prepared, of: data,
                toolVersion: toolVersion)
        }
        return Outcome(head: head, network: network, keepsNetwork: keepsNetwork, refit: refit)
    }

    /// What the better stage has less of. Errors of values in different units cannot be added up as they are.
    private static func loss(_ report: ModelReport, _ scaling: ValueScaling?) -> Double {
        if case .values(let values) = report, let scaling {
            scaling.relativeError(values)
        } else {
            report.loss
        }
    }

    /// Trains the head and then looks for the learning rate of the second stage, instead of training it; see
    /// `NetworkTuner.findLearningRate`.
    ///
    /// - Throws: What `run` throws.
    public func findLearningRate(
        on data: Dataset, validationFraction: Double, keeping kept: [ContentDigest: Partition] = [:],
        toolVersion: String, sweep: LearningRateSweep = LearningRateSweep(),
        observing observe: (LearningRateCurve) -> Void = { _ in }
    ) async throws -> LearningRateCurve {
        let prepared = try await fineTuner.prepare(
            data, validationFraction: validationFraction, keeping: kept)
        let head = try await fineTuner.withoutRefit.train(on: prepared, of: data, toolVersion: toolVersion)
        return try await networkTuner.findLearningRate(
            from: try NetworkTuner.Start(head.model), on: prepared, of: data, sweep: sweep, observing: observe
        )
    }
}
