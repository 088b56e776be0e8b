import Metrics
import Testing

@Suite struct RankingScoresTests {
    @Test func `equal scores count a half`() {
        let scores = RankingScores(scores: [1, 1, 0, 2], isPositive: [true, false, false, false])
        #expect(scores.areaUnderROC == 0.5)
        #expect(scores.averagePrecision == 1.0 / 3)
    }

    @Test(arguments: [[Bool](), [false, false]])
    func `without a positive row nothing is defined`(_ isPositive: [Bool]) {
        let scores = RankingScores(scores: isPositive.map { _ in 1 }, isPositive: isPositive)
        #expect(scores.areaUnderROC == nil)
        #expect(scores.averagePrecision == nil)
    }

    @Test func `scores may be any numbers`() {
        let values = [-Double.infinity, -3, 0, 7e300, .infinity]
        let scores = RankingScores(scores: values, isPositive: [false, true, false, true, true])
        expectClose([scores.areaUnderROC], [5.0 / 6])
        expectClose([scores.averagePrecision], [(1 + 1 + 0.75) / 3])
    }

    @Test func `the area equals the share of pairs in order`() {
        var generator = TestGenerator(seed: 3)
        for _ in 0..<20 {
            let scores = (0..<40).map { _ in Double(Int.random(in: 0..<12, using: &generator)) }
            let isPositive = scores.map { _ in Bool.random(using: &generator) }
            let positives = scores.indices.filter { isPositive[$0] }.map { scores[$0] }
            let negatives = scores.indices.filter { !isPositive[$0] }.map { scores[$0] }
            let pairs = positives.flatMap { positive in
                negatives.map { positive > $0 ? 1 : positive == $0 ? 0.5 : 0 }
            }
            let area = RankingScores(scores: scores, isPositive: isPositive).areaUnderROC
            expectClose([area], [pairs.reduce(0, +) / Double(pairs.count)])
        }
    }
}
