internal import Metrics

/// A score with the interval of values that the observed images do not rule out.
public struct ReportEstimate: Hashable, Sendable {
    /// The score itself; NaN where there is none.
    public let value: Double
    /// The lower end of the interval, if there is one.
    public let lower: Double?
    /// The upper end of the interval, if there is one.
    public let upper: Double?

    /// Makes an estimate.
    public init(_ value: Double, lower: Double? = nil, upper: Double? = nil) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }

    /// A score with its interval, if it has one.
    init(_ value: Double, _ interval: ConfidenceInterval?) {
        self.init(value, lower: interval?.lower, upper: interval?.upper)
    }

    /// The share of trials that succeeded, with its 95 % Wilson interval; NaN without trials.
    init(successes: Int, trials: Int) {
        guard trials > 0 else {
            self.init(.nan)
            return
        }
        let interval = WilsonInterval(successes: successes, trials: trials)
        self.init(Double(successes) / Double(trials), lower: interval.lower, upper: interval.upper)
    }
}
