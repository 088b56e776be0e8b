/// How well a model predicts numbers.
public struct RegressionScores: Hashable, Sendable {
    /// A true number and the predicted one.
    public struct Point: Hashable, Sendable {
        /// The true number.
        public let target: Double
        /// The predicted one.
        public let prediction: Double

        /// Makes a point.
        public init(target: Double, prediction: Double) {
            self.target = target
            self.prediction = prediction
        }
    }

    /// One number that is predicted.
    public struct Output: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its unit; may be empty.
        public let unit: String
        /// The mean distance of prediction and truth.
        public let meanAbsoluteError: ReportEstimate
        /// Further numbers.
        public let figures: [ReportFigure]
        /// True and predicted numbers, image by image.
        public let points: [Point]

        /// Makes an output.
        public init(
            name: String, unit: String = "", meanAbsoluteError: ReportEstimate,
            figures: [ReportFigure] = [],
            points: [Point]
        ) {
            self.name = name
            self.unit = unit
            self.meanAbsoluteError = meanAbsoluteError
            self.figures = figures
            self.points = points
        }
    }

    /// Which images were scored, such as "test" or "validation".
    public let part: String
    /// How many they are.
    public let imageCount: Int
    /// The predicted numbers.
    public let outputs: [Output]

    /// Makes scores.
    public init(part: String, imageCount: Int, outputs: [Output]) {
        self.part = part
        self.imageCount = imageCount
        self.outputs = outputs
    }
}
