/// The scores of one resample.
struct ResampledScores {
    let balancedAccuracy: Double
    let macroF1: Double
    let weightedF1: Double
    let cohensKappa: Double
    let matthewsCorrelation: Double
    let logLoss: Double
    let brierScore: Double
    let macroROCAUC: Double?
    let macroAveragePrecision: Double?

    /// The value of a score; `nil` where it is not defined.
    subscript(metric: ResampledMetric) -> Double? {
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
