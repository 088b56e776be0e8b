/// How well a model finds labels of which an image may have any number.
public struct MultilabelScores: Hashable, Sendable {
    /// Which images were scored, such as "test" or "validation".
    public let part: String
    /// How many they are.
    public let imageCount: Int
    /// The share of images whose labels are all right.
    public let subsetAccuracy: ReportEstimate
    /// Further numbers.
    public let figures: [ReportFigure]
    /// The scores of each label, in label order.
    public let labels: [LabelScores]

    /// Makes scores.
    public init(
        part: String, imageCount: Int, subsetAccuracy: ReportEstimate, figures: [ReportFigure] = [],
        labels: [LabelScores]
    ) {
        self.part = part
        self.imageCount = imageCount
        self.subsetAccuracy = subsetAccuracy
        self.figures = figures
        self.labels = labels
    }
}
