/// The order of the rows of a two-class problem, kept in a form that scores any number of copies of each row.
///
/// Only the distinct scores of positive rows matter ("levels", M of them): a negative row lies between two of
/// them or on one. Each row therefore has one of 3·M + 1 places, by rising score
///
///     0 negatives below level 0 | 1 negatives on level 0 | 2 positives of level 0 | 3 negatives above it | …
///
/// and the counts of rows at the places decide both scores.
struct Ranking: Sendable {
    /// The place of each row.
    let places: [Int32]

    /// The number of distinct scores of positive rows, M.
    private let levelCount: Int

    /// The number of places, `3·M + 1`.
    var placeCount: Int { 3 * levelCount + 1 }

    init(scores: [Double], isPositive: [Bool]) {
        precondition(
            scores.count == isPositive.count, "\(scores.count) scores for \(isPositive.count) rows")
        var levels = [Double]()
        for score in zip(scores, isPositive).filter(\.1).map(\.0).sorted() where score != levels.last {
            levels.append(score)
        }
        levelCount = levels.count
        var places = [Int32]()
        places.reserveCapacity(scores.count)
        for (score, isPositive) in zip(scores, isPositive) {
            let level = Self.firstIndex(in: levels, notBelow: score)
            let isOnLevel = level < levels.count && levels[level] == score
            places.append(Int32(3 * level + (isPositive ? 2 : isOnLevel ? 1 : 0)))
        }
        self.places = places
    }

    /// The scores of rows that occur as often at each place as the counts say.
    ///
    /// Complexity: O(*M*).
    func scores(counts: [Int32]) -> RankingScores {
        var positives = 0
        var negatives = 0
        for level in 0..<levelCount {
            negatives += Int(counts[3 * level]) + Int(counts[3 * level + 1])
            positives += Int(counts[3 * level + 2])
        }
        negatives += Int(counts[3 * levelCount])

        // From the highest level down; a pair in order counts 2 and a tie 1, so that sums stay whole.
        var pairs = 0
        var precisions = 0.0
        var found = 0
        var alarms = Int(counts[3 * levelCount])
        for level in (0..<levelCount).reversed() {
            let here = Int(counts[3 * level + 2])
            let tied = Int(counts[3 * level + 1])
            if here > 0 {
                pairs += here * (2 * (negatives - alarms) - tied)
                found += here
                precisions += Double(here) * Double(found) / Double(found + alarms + tied)
            }
            alarms += tied + Int(counts[3 * level])
        }
        return RankingScores(
            areaUnderROC: positives > 0 && negatives > 0
                ? Double(pairs) / (2 * Double(positives) * Double(negatives)) : nil,
            averagePrecision: positives > 0 ? precisions / Double(positives) : nil)
    }

    /// The scores of rows that count as often as the weights say, `[N]`.
    ///
    /// Complexity: O(*N*).
    func scores(weights: [Int32]) -> RankingScores {
        var counts = [Int32](repeating: 0, count: placeCount)
        for (place, weight) in zip(places, weights) { counts[Int(place)] &+= weight }
        return scores(counts: counts)
    }

    /// The first index whose value is not below a number, by halving.
    private static func firstIndex(in sorted: [Double], notBelow score: Double) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < score { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
