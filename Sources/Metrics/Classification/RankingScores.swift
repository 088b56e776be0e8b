/// How well scores put the positive rows of a two-class problem in front of the negative ones.
public struct RankingScores: Hashable, Sendable, Codable {
    /// The area under the receiver operating characteristic: the chance that a positive row has a higher score
    /// than a negative one, where equal scores count a half; in `0 ... 1`.
    ///
    /// `nil` without a positive or without a negative row: there is no pair to put in order.
    /// Source: Hanley & McNeil, "The meaning and use of the area under a ROC curve", Radiology 143 (1982).
    public let areaUnderROC: Double?

    /// The mean over the positive rows of the precision at their score, `Σ (Rᵢ − Rᵢ₋₁)·Pᵢ` over falling
    /// thresholds; rows of equal score are taken together, and nothing is interpolated; in `0 ... 1`.
    ///
    /// `nil` without a positive row. With positive rows alone it is 1.
    public let averagePrecision: Double?

    /// Ranks rows by score.
    ///
    /// Complexity: O(*N* log *P*) for *P* positive among *N* rows.
    ///
    /// - Parameters:
    ///   - scores: The score of each row, none of them NaN.
    ///   - isPositive: Whether each row is positive, in the same order.
    /// - Precondition: There are as many of both.
    public init(scores: [Double], isPositive: [Bool]) {
        let ranking = Ranking(scores: scores, isPositive: isPositive)
        var counts = [Int32](repeating: 0, count: ranking.placeCount)
        for place in ranking.places { counts[Int(place)] += 1 }
        self = ranking.scores(counts: counts)
    }

    init(areaUnderROC: Double?, averagePrecision: Double?) {
        self.areaUnderROC = areaUnderROC
        self.averagePrecision = averagePrecision
    }

    private enum CodingKeys: String, CodingKey {
        case areaUnderROC = "roc_auc"
        case averagePrecision = "average_precision"
    }
}
