/// What one epoch of training came to.
public struct EpochRecord: Hashable, Sendable, Codable {
    /// The epoch, from 1.
    public let epoch: Int
    /// The mean training loss.
    public let trainLoss: Double
    /// The mean validation loss, at the temperature that suits it best; nil where nothing was validated.
    public let validationLoss: Double?
    /// The validation metric, such as accuracy; nil where nothing was validated.
    public let metric: Double?
    /// The learning rate of the last step.
    public let rate: Double
    /// Training images per second.
    public let imagesPerSecond: Double
    /// How long the epoch took, in seconds, validation included.
    public let seconds: Double

    /// Makes a record.
    public init(
        epoch: Int, trainLoss: Double, validationLoss: Double? = nil, metric: Double? = nil, rate: Double,
        imagesPerSecond: Double, seconds: Double
    ) {
        self.epoch = epoch
        self.trainLoss = trainLoss
        self.validationLoss = validationLoss
        self.metric = metric
        self.rate = rate
        self.imagesPerSecond = imagesPerSecond
        self.seconds = seconds
    }

    private enum CodingKeys: String, CodingKey {
        case epoch
        case trainLoss = "train_loss"
        case validationLoss = "validation_loss"
        case metric
        case rate
        case imagesPerSecond = "images_per_second"
        case seconds
    }
}
