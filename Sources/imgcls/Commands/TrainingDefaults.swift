internal import Augmentation
internal import Networks
internal import Training

extension Train: EffectiveOptions {
    /// For networks that begin with random weights. Shards of large networks are smaller; see
    /// `NetworkTrainer.shardSize(for:most:)`.
    static let defaults = TrainingSettings(
        optimizer: OptimizerSettings(.adamw, rate: 0.001, decay: 0.05),
        schedule: .warmUp(length: .percent(5), start: 0.1, then: .cosine(final: 0.01)), epochCount: 30,
        batchSize: 64, shardSize: 16)

    static let augmentation = AugmentationPolicy(.standard)

    var effectiveValues: [String: String] {
        var values = optimization.effectiveValues(
            Self.defaults, problem, augmentation: Self.augmentation)
        values["task"] = problem.task.rawValue
        return values
    }
}

extension Finetune: EffectiveOptions {
    /// Chosen on the validation images of clothing10; see the README.
    static let defaults = TrainingSettings(
        optimizer: OptimizerSettings(.nesterov(0.9), rate: 0.003, decay: 0.0001),
        schedule: .warmUp(length: .percent(10), start: 0.1, then: .cosine(final: 0.01)),
        average: WeightAverage(decay: 0.98), epochCount: 16, batchSize: 32, shardSize: 4, patience: 5)

    /// What happens to training images, chosen likewise.
    static let augmentation = AugmentationPolicy(.transfer)

    var effectiveValues: [String: String] {
        // Options of the second stage are refused where there is none.
        var values =
            depth == .head
            ? [:]
            : optimization.effectiveValues(
                Self.defaults, problem, augmentation: Self.augmentation)
        values["task"] = problem.task.rawValue
        values["unfreeze"] = depth.description
        return values
    }
}
