import FoundationEssentials

/// Regressions solved by scikit-learn and losses computed by NumPy; made by `Tests/Golden/training.py`.
struct GoldenTraining: Decodable, Sendable {
    struct Regression: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let class_count: Int
        let features: [Float]
        let labels: [Int]
        let strength: Double
        let weight: [Double]
        let bias: [Double]
        let objective: Double

        var description: String { name }
    }

    struct Loss: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let class_count: Int
        let logits: [Double]
        let labels: [Int]
        let label_smoothing: Double
        let class_weights: [Double]?
        let sample_weights: [Double]?
        let value: Double
        let gradient: [Double]

        var description: String { name }
    }

    let regressions: [Regression]
    let losses: [Loss]

    static func read() throws -> GoldenTraining {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/training.json")
        return try JSONDecoder().decode(GoldenTraining.self, from: Data(contentsOf: file))
    }
}
