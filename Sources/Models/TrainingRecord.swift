public import Datasets
public import Metrics

/// How a model was trained: enough to repeat it, and to judge it without the data.
///
/// It holds no time and no path, so that the same data and options give the same bytes.
public struct TrainingRecord: Hashable, Sendable, Codable {
    /// The version of imgcls.
    public var toolVersion: String
    /// The seed of the run.
    public var seed: UInt64
    /// The training images by class, with a digest of their contents.
    public var trainingData: DatasetSummary
    /// The validation images, where there were any.
    public var validationData: DatasetSummary?
    /// The number of images that the weights were trained on at last, where the validation images joined the training
    /// images when everything was chosen; nil where they did not.
    public var refitImageCount: Int?
    /// Whether the layers that this training began with had learned from the validation images of an earlier one, and
    /// may know images that are held out here; nil where not.
    public var backboneSawValidation: Bool?
    /// The number of views of each training image.
    public var viewCount: Int
    /// The digest of the frozen layers.
    public var backboneDigest: ContentDigest
    /// The strength of the L2 penalty that was chosen; see the head's trainer for its unit.
    ///
    /// It is 0 where each output has a strength of its own.
    public var l2Strength: Double
    /// The strengths of the L2 penalty of each label or value; nil where one is for all.
    public var outputStrengths: [Double]?
    /// The number of steps that the head took, and why it ended there.
    public var iterationCount: Int
    /// Why the training ended.
    public var outcome: String
    /// How the head did on validation images; nil without any. Where the outcome is `stopped_early`, they chose
    /// when to stop.
    public var validation: ModelReport?
    /// How the head did in cross-validation, on training images that were held out.
    public var crossValidation: CrossValidationSummary?

    /// What cross-validation said about the chosen strength.
    public struct CrossValidationSummary: Hashable, Sendable, Codable {
        /// The share of held-out images that were predicted right.
        public var accuracy: Double
        /// Their mean loss in nats, at temperature 1.
        public var logLoss: Double

        /// Pairs the numbers.
        public init(accuracy: Double, logLoss: Double) {
            self.accuracy = accuracy
            self.logLoss = logLoss
        }

        private enum CodingKeys: String, CodingKey {
            case accuracy
            case logLoss = "log_loss"
        }
    }

    /// How the convolutions were trained; nil where only the head was.
    public var network: NetworkSummary?

    /// Puts a record together.
    public init(
        toolVersion: String, seed: UInt64, trainingData: DatasetSummary, validationData: DatasetSummary?,
        viewCount: Int, backboneDigest: ContentDigest, l2Strength: Double,
        outputStrengths: [Double]? = nil, iterationCount: Int,
        outcome: String,
        validation: ModelReport?, crossValidation: CrossValidationSummary?,
        network: NetworkSummary? = nil
    ) {
        self.toolVersion = toolVersion
        self.seed = seed
        self.trainingData = trainingData
        self.validationData = validationData
        self.viewCount = viewCount
        self.backboneDigest = backboneDigest
        self.l2Strength = l2Strength
        self.outputStrengths = outputStrengths
        self.iterationCount = iterationCount
        self.outcome = outcome
        self.validation = validation
        self.crossValidation = crossValidation
        self.network = network
    }

    /// Whether the layers before the last have learned from images that were held out, here or in an earlier training.
    public var featuresSawValidation: Bool {
        backboneSawValidation == true || refitImageCount != nil && network != nil
    }

    private enum CodingKeys: String, CodingKey {
        case network
        case toolVersion = "tool_version"
        case seed
        case trainingData = "training_data"
        case validationData = "validation_data"
        case refitImageCount = "refit_images"
        case backboneSawValidation = "backbone_saw_validation"
        case viewCount = "views"
        case backboneDigest = "backbone_digest"
        case l2Strength = "l2_strength"
        case outputStrengths = "l2_strengths"
        case iterationCount = "iterations"
        case outcome
        case validation
        case crossValidation = "cross_validation"
    }
}
