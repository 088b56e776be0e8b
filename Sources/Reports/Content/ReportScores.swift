/// How well a model does on images that it did not learn from, by kind of problem.
public enum ReportScores: Hashable, Sendable {
    /// One class an image; also two classes.
    case classification(ClassificationScores)
    /// Any number of labels an image.
    case multilabel(MultilabelScores)
    /// Numbers.
    case regression(RegressionScores)
}
