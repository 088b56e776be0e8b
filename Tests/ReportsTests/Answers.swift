import Glibc
import Metrics
import Reports

/// Seeded answers of a classifier that takes neighbours of a pair for each other.
struct Answers {
    let labels: [Int]
    let rows: [[Double]]
    let table: ProbabilityTable

    init(count: Int, classCount: Int, seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        var labels: [Int] = []
        var rows: [[Double]] = []
        for _ in 0..<count {
            let label = Int.random(in: 0..<classCount, using: &generator)
            var logits = (0..<classCount).map { _ in generator.normal() }
            logits[label] += 3.8
            logits[min(label ^ 1, classCount - 1)] += 1.6
            let exponentials = logits.map { exp(1.5 * $0) }
            let sum = exponentials.reduce(0, +)
            rows.append(exponentials.map { $0 / sum })
            labels.append(label)
        }
        self.labels = labels
        self.rows = rows
        table = try ProbabilityTable(rows: rows)
    }

    /// The wrong answers, the most confident first, some with pictures.
    func mistakes(_ names: [String], pictureCount: Int) throws -> [ReportExample] {
        let wrong = labels.indices.filter { table.prediction(row: $0) != labels[$0] }
            .sorted { confidence($0) > confidence($1) }
        return try wrong.enumerated().map { try example($1, names, hasPicture: $0 < pictureCount) }
    }

    /// The least certain answers.
    func uncertain(_ names: [String], count: Int) throws -> [ReportExample] {
        let order = labels.indices.sorted { confidence($0) < confidence($1) }
        return try order.prefix(count).map { try example($0, names, hasPicture: true) }
    }

    private func confidence(_ row: Int) -> Double { rows[row].max() ?? 0 }

    private func example(_ row: Int, _ names: [String], hasPicture: Bool) throws -> ReportExample {
        let best = rows[row].indices.sorted { rows[row][$0] > rows[row][$1] }.prefix(3)
        let label = labels[row]
        let seed = UInt64(row)
        return ReportExample(
            path: "test/\(names[label])/\(row).jpg", truths: [names[label]],
            guesses: best.map { .init(names[$0], probability: rows[row][$0]) },
            picture: hasPicture ? try DrawnPictures.shape(label % 10, side: 112, seed: seed) : nil,
            heatMap: hasPicture ? try DrawnPictures.heatMap(label % 10, side: 112, seed: seed) : nil)
    }
}
