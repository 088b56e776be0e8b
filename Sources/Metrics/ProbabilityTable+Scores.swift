import Glibc

extension ProbabilityTable {
    /// The mean negative logarithm of the probability that each image's true class was given, in nats.
    ///
    /// Probabilities are first clipped to `ε ... 1 − ε` with ε = 2⁻⁵², so that one confident mistake costs
    /// about 36 nats instead of making the mean infinite.
    ///
    /// - Parameter labels: The true class of each row.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public func logLoss(labels: [Int]) throws(MetricsError) -> Double {
        try check(labels: labels)
        let epsilon = Double.ulpOfOne
        var sum = 0.0
        for (row, label) in labels.enumerated() {
            sum -= log(min(max(self[row: row, column: label], epsilon), 1 - epsilon))
        }
        return sum / Double(labels.count)
    }

    /// The mean over images of the squared distance between the probabilities and the one-hot truth,
    /// `Σₖ (pₖ − yₖ)²`; in `0 ... 2`.
    ///
    /// This is the original definition over all classes; for two classes it is twice the form that looks at
    /// one class alone.
    /// Source: Brier, "Verification of forecasts expressed in terms of probability", 1950.
    ///
    /// - Parameter labels: The true class of each row.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public func brierScore(labels: [Int]) throws(MetricsError) -> Double {
        try check(labels: labels)
        var sum = 0.0
        for (row, label) in labels.enumerated() {
            for column in 0..<classCount {
                let difference = self[row: row, column: column] - (column == label ? 1 : 0)
                sum += difference * difference
            }
        }
        return sum / Double(labels.count)
    }

    /// The share of images whose true class is among the `k` most probable ones.
    ///
    /// Of equally probable classes the one with the lower index ranks first, so that `k == 1` is accuracy.
    ///
    /// - Parameters:
    ///   - k: How many classes may be named; from `classCount` on the result is 1.
    ///   - labels: The true class of each row.
    /// - Precondition: `k` is positive.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public func topAccuracy(_ k: Int, labels: [Int]) throws(MetricsError) -> Double {
        precondition(k > 0, "top-\(k) accuracy is not defined")
        try check(labels: labels)
        var hits = 0
        for (row, label) in labels.enumerated() {
            let truth = self[row: row, column: label]
            var ahead = 0
            for column in 0..<classCount {
                let other = self[row: row, column: column]
                if other > truth || (other == truth && column < label) { ahead += 1 }
            }
            if ahead < k { hits += 1 }
        }
        return ratio(hits, labels.count)
    }

    /// Counts true against predicted classes.
    ///
    /// - Parameter labels: The true class of each row.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public func confusionMatrix(labels: [Int]) throws(MetricsError) -> ConfusionMatrix {
        try check(labels: labels)
        return try ConfusionMatrix(labels: labels, predictions: predictions, classCount: classCount)
    }
}
