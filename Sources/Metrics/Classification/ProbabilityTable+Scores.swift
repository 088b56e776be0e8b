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
        let sum = labels.indices.reduce(0.0) { $0 + logLoss(row: $1, label: labels[$1]) }
        return sum / Double(labels.count)
    }

    /// The negative logarithm of one clipped probability, in nats.
    func logLoss(row: Int, label: Int) -> Double { -log(clipped(self[row: row, column: label])) }

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
        let sum = labels.indices.reduce(0.0) { $0 + brierScore(row: $1, label: labels[$1]) }
        return sum / Double(labels.count)
    }

    /// The squared distance of one row from the one-hot truth.
    func brierScore(row: Int, label: Int) -> Double {
        var sum = 0.0
        for column in 0..<classCount {
            let difference = self[row: row, column: column] - (column == label ? 1 : 0)
            sum += difference * difference
        }
        return sum
    }

    /// The share of images whose true class is among the `k` most probable ones.
    ///
    /// Of equally probable classes the one with the lower index ranks first, so that `k == 1` is accuracy.
    /// (scikit-learn ranks the higher index first there.) Complexity: O(*N* K).
    ///
    /// - Parameters:
    ///   - k: How many classes may be named; from `classCount` on the result is 1.
    ///   - labels: The true class of each row.
    /// - Precondition: `k` is positive.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public func topAccuracy(_ k: Int, labels: [Int]) throws(MetricsError) -> Double {
        ratio(try topHits(k, labels: labels), labels.count)
    }

    /// The number of images whose true class is among the `k` most probable ones.
    func topHits(_ k: Int, labels: [Int]) throws(MetricsError) -> Int {
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
        return hits
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

/// A probability in `ε ... 1 − ε` with ε = 2⁻⁵², whose logarithm is finite.
func clipped(_ probability: Double) -> Double {
    min(max(probability, .ulpOfOne), 1 - .ulpOfOne)
}
