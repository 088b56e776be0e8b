/// A score of a classifier whose interval is found by resampling the images.
///
/// The raw values are keys of JSON. Not among them:
/// - Accuracy and the recall of a class are shares, for which Wilson's interval is exact enough and quicker.
/// - The expected calibration error. Noise adds to it and never takes away, so that it is above zero for a
///   perfectly calibrated model and each resample adds as much again: its resamples lie wholly above the
///   truth, and no interval made of them contains it as often as it says.
public enum ResampledMetric: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// The mean recall of the classes that have images.
    case balancedAccuracy = "balanced_accuracy"
    /// The plain mean of the classes' F1.
    case macroF1 = "macro_f1"
    /// The mean of the classes' F1, weighted by support.
    case weightedF1 = "weighted_f1"
    /// Cohen's kappa.
    case cohensKappa = "cohens_kappa"
    /// The Matthews correlation.
    case matthewsCorrelation = "matthews_correlation"
    /// The mean negative log-probability of the true class, in nats.
    case logLoss = "log_loss"
    /// The mean squared distance from the one-hot truth.
    case brierScore = "brier_score"
    /// The mean area under the ROC curve of the classes.
    case macroROCAUC = "macro_roc_auc"
    /// The mean average precision of the classes.
    case macroAveragePrecision = "macro_average_precision"

    /// The metrics that need the order of all images for each class: resampling them takes K times as long.
    public static let ranked: Set<Self> = [.macroROCAUC, .macroAveragePrecision]
}

extension ClassificationReport {
    /// The value of a score; `nil` where it is not defined.
    public subscript(metric metric: ResampledMetric) -> Double? {
        switch metric {
        case .balancedAccuracy: balancedAccuracy
        case .macroF1: macroF1
        case .weightedF1: weightedF1
        case .cohensKappa: cohensKappa
        case .matthewsCorrelation: matthewsCorrelation
        case .logLoss: logLoss
        case .brierScore: brierScore
        case .macroROCAUC: macroROCAUC
        case .macroAveragePrecision: macroAveragePrecision
        }
    }
}
