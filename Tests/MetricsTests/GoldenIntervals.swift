import FoundationEssentials
import Metrics

/// Bootstrap intervals that scikit-learn, NumPy and SciPy give; made by `Tests/Golden/intervals.py`.
struct GoldenIntervals: Decodable, Sendable {
    struct Multilabel: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let label_count: Int
        let table: [Double]
        let truth: [Int]
        let thresholds: [Double]
        let intervals: [String: [Double]?]

        var description: String { name }

        var labelNames: [String] { (0..<label_count).map { "label \($0)" } }
    }

    struct Regression: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let output_count: Int
        let predictions: [Double]
        let targets: [Double]
        let intervals: [String: [Double]?]
        let outputs: [[String: [Double]?]]

        var description: String { name }

        var names: [String] { (0..<output_count).map { "output \($0)" } }
    }

    /// Gives one number again and again: the seed of the reference's resamples.
    struct Generator: RandomNumberGenerator {
        let seed: UInt64

        func next() -> UInt64 { seed }
    }

    let seed: UInt64
    let resample_count: Int
    let multilabel: [Multilabel]
    let regression: [Regression]

    var generator: Generator { Generator(seed: seed) }

    static func read() throws -> GoldenIntervals {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/intervals.json")
        return try JSONDecoder().decode(GoldenIntervals.self, from: Data(contentsOf: file))
    }
}
