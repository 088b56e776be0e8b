/// How well a classifier does.
public struct ClassificationScores: Hashable, Sendable {
    /// The predictions whose confidence lies between two edges.
    public struct ReliabilityBin: Hashable, Sendable {
        /// The lower edge.
        public let lower: Double
        /// The upper edge.
        public let upper: Double
        /// The number of predictions.
        public let count: Int
        /// Their mean confidence.
        public let confidence: Double
        /// The share of them that is right.
        public let accuracy: ReportEstimate

        /// Makes a bin.
        public init(
            lower: Double, upper: Double, count: Int, confidence: Double, accuracy: ReportEstimate
        ) {
            self.lower = lower
            self.upper = upper
            self.count = count
            self.confidence = confidence
            self.accuracy = accuracy
        }
    }

    /// What is wrong of those predictions that are at least so certain.
    public struct RiskPoint: Hashable, Sendable {
        /// The lowest confidence that is accepted.
        public let threshold: Double
        /// The share of images that is accepted.
        public let coverage: Double
        /// The share of the accepted ones that is wrong.
        public let risk: Double

        /// Makes a point.
        public init(threshold: Double, coverage: Double, risk: Double) {
            self.threshold = threshold
            self.coverage = coverage
            self.risk = risk
        }
    }

    /// Which images were scored, such as "test" or "validation".
    public let part: String
    /// How many they are.
    public let imageCount: Int
    /// The share predicted right.
    public let accuracy: ReportEstimate
    /// Further numbers.
    public let figures: [ReportFigure]
    /// The scores of each class, in class order.
    public let classes: [LabelScores]
    /// How often each class (row) was taken for each (column), in class order.
    public let confusion: [[Int]]
    /// Confidence against accuracy, by rising confidence.
    public let reliability: [ReliabilityBin]
    /// Confidence against mistakes, by rising coverage.
    public let riskCoverage: [RiskPoint]

    /// Makes scores.
    ///
    /// - Precondition: The confusion matrix has a row and a column for each class.
    public init(
        part: String, imageCount: Int, accuracy: ReportEstimate, figures: [ReportFigure] = [],
        classes: [LabelScores], confusion: [[Int]], reliability: [ReliabilityBin] = [],
        riskCoverage: [RiskPoint] = []
    ) {
        let lengths = [confusion.count] + confusion.map(\.count)
        precondition(
            lengths.allSatisfy { $0 == classes.count },
            "a confusion matrix with sides \(lengths) for \(classes.count) classes")
        self.part = part
        self.imageCount = imageCount
        self.accuracy = accuracy
        self.figures = figures
        self.classes = classes
        self.confusion = confusion
        self.reliability = reliability
        self.riskCoverage = riskCoverage
    }
}
