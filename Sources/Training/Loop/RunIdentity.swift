public import Networks

/// What decides the result of a run, to the bit: a checkpoint can be resumed only where it is the same, but for
/// the learning rate, the decay of weights and what bounds gradients.
public struct RunIdentity: Hashable, Sendable {
    /// What is trained.
    public let network: Network
    /// How it is trained.
    public let settings: TrainingSettings
    /// Whether batch normalisation keeps to its running statistics.
    public let keepsStatistics: Bool
    /// A digest of all that the numbers of the examples come from, as hexadecimal text: images, labels and
    /// their split into parts, preprocessing, and the frozen layers in front of the network where there are
    /// any.
    public let dataDigest: String
    /// What names the weights that training begins from; empty where nothing does.
    public let startDigest: String
    /// The augmentation's text form; empty for none.
    public let augmentation: String
    /// The version of the tool that trains.
    public let toolVersion: String

    /// Makes an identity.
    public init(
        network: Network, settings: TrainingSettings, keepsStatistics: Bool = false, dataDigest: String,
        startDigest: String = "", augmentation: String = "", toolVersion: String
    ) {
        self.network = network
        self.settings = settings
        self.keepsStatistics = keepsStatistics
        self.dataDigest = dataDigest
        self.startDigest = startDigest
        self.augmentation = augmentation
        self.toolVersion = toolVersion
    }
}
