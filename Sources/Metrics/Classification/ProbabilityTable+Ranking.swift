extension ProbabilityTable {
    /// For each class, how well its probability tells its images from all others (one against the rest).
    ///
    /// Complexity: O(*N* K log(*N*/K)) for classes of equal size, O(*N* K log *N*) at most.
    ///
    /// - Parameter labels: The true class of each row.
    /// - Throws: `MetricsError.noRows`, `.countMismatch` or `.classOutOfRange`.
    public func rankingScores(labels: [Int]) throws(MetricsError) -> [RankingScores] {
        try check(labels: labels)
        return (0..<classCount).map { column in
            RankingScores(scores: self.column(column), isPositive: labels.map { $0 == column })
        }
    }

    /// The probabilities that one class got, in row order.
    func column(_ column: Int) -> [Double] {
        stride(from: column, to: values.count, by: classCount).map { values[$0] }
    }
}
