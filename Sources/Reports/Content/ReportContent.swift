/// Everything that a report can show of a training run or an evaluation; what is missing is left out of it.
///
/// Texts may be anything, such as names of files and classes: the page shows them as text.
public struct ReportContent: Hashable, Sendable {
    /// What the report is about, such as the name of the data set.
    public var title: String
    /// The model, the date, or whatever else tells this report from others.
    public var subtitle: String?
    /// The sentence at the top; `nil` for the one that follows from the scores.
    public var summary: String?
    /// How well the model does.
    public var scores: ReportScores?
    /// What the model got wrong, the worst first: all of it where possible, the first ones with pictures.
    /// ``PictureBudget`` says how many pictures make sense.
    public var mistakes: [ReportExample]
    /// What the model was least certain of, the least certain first.
    public var uncertainExamples: [ReportExample]
    /// The data.
    public var data: DataOverview?
    /// What a check of the data found.
    public var findings: [ReportFinding]
    /// How the training went.
    public var training: TrainingCurves?
    /// How training changed its images.
    public var augmentation: AugmentationSheet?
    /// The command that makes the same model again.
    public var command: String?
    /// All options with their values.
    public var configuration: [ReportFact]
    /// Versions, processor, threads.
    public var environment: [ReportFact]
    /// What the model was made from, and under which terms.
    public var sources: [ReportSource]

    /// Makes content; every part but the title can be left out.
    public init(
        title: String, subtitle: String? = nil, summary: String? = nil, scores: ReportScores? = nil,
        mistakes: [ReportExample] = [], uncertainExamples: [ReportExample] = [],
        data: DataOverview? = nil,
        findings: [ReportFinding] = [], training: TrainingCurves? = nil,
        augmentation: AugmentationSheet? = nil, command: String? = nil,
        configuration: [ReportFact] = [],
        environment: [ReportFact] = [], sources: [ReportSource] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.summary = summary
        self.scores = scores
        self.mistakes = mistakes
        self.uncertainExamples = uncertainExamples
        self.data = data
        self.findings = findings
        self.training = training
        self.augmentation = augmentation
        self.command = command
        self.configuration = configuration
        self.environment = environment
        self.sources = sources
    }
}
