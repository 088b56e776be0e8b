public import Training

/// How a training run went.
public struct TrainingCurves: Hashable, Sendable {
    /// The epochs in order.
    public let epochs: [EpochRecord]
    /// What the records' metric is, such as "accuracy".
    public let metricName: String
    /// How the metric is written.
    public let metricStyle: ReportFigure.Style
    /// The unit of the loss, such as "nats"; may be empty.
    public let lossUnit: String
    /// The epoch whose weights were kept, from 1.
    public let keptEpoch: Int?
    /// How many epochs training took again behind these, with the validation images; nil where it did not.
    public let laterEpochCount: Int?

    /// Makes the curves of a run.
    public init(
        epochs: [EpochRecord], metricName: String = "accuracy",
        metricStyle: ReportFigure.Style = .share,
        lossUnit: String = "nats", keptEpoch: Int? = nil, laterEpochCount: Int? = nil
    ) {
        self.epochs = epochs
        self.metricName = metricName
        self.metricStyle = metricStyle
        self.lossUnit = lossUnit
        self.keptEpoch = keptEpoch
        self.laterEpochCount = laterEpochCount
    }
}
