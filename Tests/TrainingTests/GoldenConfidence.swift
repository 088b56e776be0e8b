import FoundationEssentials

/// Confident learning computed by NumPy; made by `Tests/Golden/training_confident.py`.
struct GoldenConfidence: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let class_count: Int
    let probabilities: [Double]
    let labels: [Int]
    let thresholds: [Double?]
    let joint: [[Int]]
    let estimated_counts: [[Double]]
    let off_diagonal: [Int]
    let ranked: [Int]
    let suggestions: [Int]
    let scores: [Double]

    var description: String { name }

    static func read() throws -> [GoldenConfidence] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/training_confident.json")
        return try JSONDecoder().decode([GoldenConfidence].self, from: Data(contentsOf: file))
    }
}
