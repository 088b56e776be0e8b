public import Metrics
public import Models
public import Training

/// A model that was trained once more when everything was chosen: on the training images and the validation images
/// together.
///
/// What was chosen stays: the stage that is kept, the number of epochs that the chosen weights took, the temperature and
/// the thresholds of trained blocks. A head chooses its strength and its temperature anew, by cross-validation on all of
/// its images. No images are left that could score the model except for test images: scores of validation images are
/// those of the model before.
public struct Refit: Sendable {
    /// The model; its record has the data and the scores of the run before.
    public let model: Model
    /// The number of images that it was trained on.
    public let imageCount: Int
    /// How it does on test images, which nothing was chosen on.
    public let test: ModelReport?
    /// One record an epoch, without validation; empty where only the head was trained.
    public let records: [EpochRecord]

    let checkpoint: RunCheckpoint?

    /// Removes the checkpoint, which nobody needs once the model is written.
    public func removeCheckpoint() { checkpoint?.remove() }

    /// Where a refit is kept while it is unfinished, beside the checkpoint of the run before.
    public static func checkpointPath(besides path: String) -> String { "\(path).refit" }
}

/// Training once more has failed, and not the training before it, which its checkpoint still holds at its end.
public struct RefitError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public let reason: TrainingLoopError

    /// One sentence.
    public var description: String { "while training again, \(reason)" }
}
