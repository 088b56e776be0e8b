/// What a model said about one image.
public struct ReportExample: Hashable, Sendable {
    /// Something that the model predicts.
    public struct Guess: Hashable, Sendable {
        /// The class, the label or the number, as text.
        public let name: String
        /// How probable the model holds it, in `0 ... 1`; `nil` for a number.
        public let probability: Double?

        /// Makes a guess.
        public init(_ name: String, probability: Double? = nil) {
            self.name = name
            self.probability = probability
        }
    }

    /// Which image, such as its path below the data set's folder.
    public let path: String
    /// The image.
    public let picture: ReportPicture?
    /// Where the model looked.
    public let heatMap: ReportPicture?
    /// What is true: one class, any number of labels, or a number.
    public let truths: [String]
    /// What the model says, the most probable first. Of a classifier the first one is its answer, of a
    /// multilabel model the predicted labels.
    public let guesses: [Guess]

    /// Makes an example.
    public init(
        path: String, truths: [String], guesses: [Guess], picture: ReportPicture? = nil,
        heatMap: ReportPicture? = nil
    ) {
        self.path = path
        self.truths = truths
        self.guesses = guesses
        self.picture = picture
        self.heatMap = heatMap
    }
}
