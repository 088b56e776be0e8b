public import Datasets
public import Metrics
public import Models
public import Training

extension NetworkTuner {
    /// How far a run is.
    public enum Progress: Sendable {
        /// Reading and decoding images.
        case examining(FeaturePipeline.Progress)
        /// Going on behind epochs of an earlier run, with what is adjusted since, in words.
        case resumed([EpochRecord], adjustments: [String])
        /// Training.
        case training(NetworkTrainer.Event)
        /// Beginning anew with the validation images among those to train on: how many images, and epochs.
        case refitting(imageCount: Int, epochCount: Int)
        /// Judging the trained network by validation and test images: images, and all of them.
        case judging(completed: Int, total: Int)
        /// Finding out, by training and validation images, what images of other things look like to it.
        case fittingUnknown(completed: Int, total: Int)
    }

    /// What a run yields.
    public struct Outcome: Sendable {
        /// The trained model.
        public let model: Model
        /// How the model does on validation images, which chose the epoch and the temperature.
        public let validation: ModelReport?
        /// How the model does on test images, which chose nothing.
        public let test: ModelReport?
        /// Images that were left out.
        public let failures: [SampleFailure]
        /// What was seen before training.
        public let check: CheckReport
        /// The images of each part that has any.
        public let parts: [Partition: FineTuner.Part]
        /// One record an epoch.
        public let records: [EpochRecord]
        /// The epoch that the weights are from, counted from 1.
        public let bestEpoch: Int
        /// Why training ended.
        public let ending: TrainingOutcome.Ending

        let checkpoint: RunCheckpoint

        /// Removes the checkpoint, which nobody needs once the model is written.
        public func removeCheckpoint() { checkpoint.remove() }
    }
}
