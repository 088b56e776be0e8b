import FoundationEssentials

/// One table with the scores that scikit-learn and NumPy give it; made by `Tests/Golden/metrics.py`.
struct GoldenScores: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let class_count: Int
    let labels: [Int]
    let table: [Double]
    let accuracy: Double
    let balanced_accuracy: Double
    let macro_f1: Double
    let weighted_f1: Double
    let precision: [Double]
    let recall: [Double]
    let f1: [Double]
    let support: [Int]
    let confusion_matrix: [[Int]]
    let log_loss: Double
    let brier_score: Double
    let expected_calibration_error: Double
    let top_2_accuracy: Double
    let wilson: [Double]

    var description: String { name }

    static func all() throws -> [GoldenScores] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/metrics.json")
        return try JSONDecoder().decode([GoldenScores].self, from: Data(contentsOf: file))
    }
}
