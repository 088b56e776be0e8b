/// A score of a multilabel classifier whose interval is found by resampling the images.
///
/// The raw values are keys of JSON. The share of images whose labels are all right is not among them: Wilson's
/// interval of it is exact enough and quicker.
public enum MultilabelMetric: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// The F1 of all entries together.
    case microF1 = "micro_f1"
    /// The plain mean of the labels' F1.
    case macroF1 = "macro_f1"
    /// The mean of the labels' F1, weighted by support.
    case weightedF1 = "weighted_f1"
    /// The mean of the images' F1.
    case samplesF1 = "samples_f1"
    /// The share of wrong entries.
    case hammingLoss = "hamming_loss"
    /// The mean of the labels' average precisions.
    case meanAveragePrecision = "mean_average_precision"
    /// The mean of the labels' areas under the ROC curve.
    case macroROCAUC = "macro_roc_auc"
    /// The mean binary cross-entropy over all entries, in nats.
    case logLoss = "log_loss"
    /// The mean squared difference from the truth over all entries.
    case brierScore = "brier_score"

    /// The metrics that need the order of all images for each label, which takes longest.
    public static let ranked: Set<Self> = [.meanAveragePrecision, .macroROCAUC]
}

extension MultilabelReport {
    /// The value of a score; `nil` where it is not defined.
    public subscript(metric metric: MultilabelMetric) -> Double? {
        switch metric {
        case .microF1: micro.f1
        case .macroF1: macro.f1
        case .weightedF1: weighted.f1
        case .samplesF1: samples.f1
        case .hammingLoss: hammingLoss
        case .meanAveragePrecision: meanAveragePrecision
        case .macroROCAUC: macroROCAUC
        case .logLoss: logLoss
        case .brierScore: brierScore
        }
    }
}
