public import Augmentation
public import Images
public import Models
internal import Networks
public import Training

extension NetworkTuner {
    /// What a run may be told.
    public struct Options: Sendable {
        /// How to train; the loss says which kind of problem it is.
        public var settings: TrainingSettings
        /// How much the images of each class count.
        public var weighting: ClassWeighting
        /// What happens to training images.
        public var augmentation: AugmentationPolicy
        /// How many of the last blocks are trained besides the last layer; nil trains everything. Only then may the
        /// augmentation blend pictures (mixup and cutmix), since blocks are trained on the values behind the others.
        public var blockCount: Int?
        /// Whether batch normalisation keeps to the statistics that it has.
        public var keepsStatistics: Bool
        /// The side of the pictures while training, where it is not that of the model, in pixels.
        ///
        /// Random crops show objects larger than they are in whole pictures, so that smaller pictures in training show
        /// them as large as whole ones will be. Source: Touvron et al. 2019, <https://arxiv.org/abs/1906.06423>.
        public var trainingSide: Int?
        /// Where what going on needs is saved after each epoch and when the run is cancelled; nil saves nothing. The
        /// file is removed at the end; one that an earlier run left is kept, see `NetworkTuner.pathSetAside(_:)`.
        public var checkpointPath: String?
        /// Whether training goes on where the checkpoint stands, rather than begins.
        public var resumes: Bool
        /// How long the run may take from the making of the tuner on, together with the epochs of the run that it goes on
        /// with; nil for as long as it does.
        public var budget: TimeBudget?
        /// The number of tasks that work at the same time; the result does not depend on it.
        public var workerCount: Int
        /// What is accepted when files are read.
        public var reading: ReadingOptions
        /// What unreadable images do to the run.
        public var badImages: BadImagePolicy

        /// Sets the options.
        public init(
            settings: TrainingSettings, weighting: ClassWeighting = .none,
            augmentation: AugmentationPolicy = AugmentationPolicy(.standard), blockCount: Int? = nil,
            keepsStatistics: Bool = false, trainingSide: Int? = nil,
            checkpointPath: String? = nil, resumes: Bool = false, budget: TimeBudget? = nil, workerCount: Int,
            reading: ReadingOptions = ReadingOptions(), badImages: BadImagePolicy = .skip()
        ) {
            self.settings = settings
            self.weighting = weighting
            self.augmentation = augmentation
            self.blockCount = blockCount
            self.keepsStatistics = keepsStatistics
            self.trainingSide = trainingSide
            self.checkpointPath = checkpointPath
            self.resumes = resumes
            self.budget = budget
            self.workerCount = workerCount
            self.reading = reading
            self.badImages = badImages
        }
    }
}

extension NetworkTuner.Options {
    /// The side of training pictures that suits the light and the transfer preset: 8/9 of that of whole pictures, in steps of 32 pixels.
    ///
    /// Their crops show three quarters or four fifths of a picture on average, and with them everything 9/8 as large. On
    /// clothing10's validation images, lite0 judged at 288 px comes to a log loss of 0.27 if it is trained at 256 px,
    /// and of 0.29 to 0.30 at 224 or 288.
    ///
    /// - Parameters:
    ///   - model: The backbone.
    ///   - side: The side of the pictures that judge; nil for that of `Model.sizedForTransfer`.
    /// - Returns: nil where the network takes one size only, or its pictures are not square.
    public static func trainingSide(for model: Model, judgedAt side: Int?) -> Int? {
        let input = model.sizedForTransfer.network.input
        guard input.height == input.width else { return nil }
        let side = side ?? input.width
        let smaller = min(side, max(1, Int((Double(side) * 8 / 9 / 32).rounded())) * 32)
        return (try? model.resized(toSide: smaller)) == nil ? nil : smaller
    }
}
