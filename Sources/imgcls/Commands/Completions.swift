internal import ArgumentParser
internal import Augmentation
internal import Networks
internal import Training

/// What shells offer for values that come from a list.
///
/// Settings may stand behind most of these names; a name alone is a value, too.
enum Completions {
    static let augmentations = CompletionKind.list(AugmentationPreset.allCases.map(\.rawValue))
    static let classWeightings = CompletionKind.list(["none", "balanced", "effective"])
    static let clippings = CompletionKind.list(["none", "norm", "value"])
    static let losses = CompletionKind.list(LossSettings.names)
    static let networks = CompletionKind.list(NetworkZoo.allCases.map(\.rawValue))
    static let optimizers = CompletionKind.list(OptimizerSettings.names)
    static let schedules = CompletionKind.list(LearningRateSchedule.names)
    static let tasks = CompletionKind.list(ProblemKind.allCases.map(\.rawValue))
    static let unfreezing = CompletionKind.list(["head", "1", "2", "3", "4", "all"])
}
