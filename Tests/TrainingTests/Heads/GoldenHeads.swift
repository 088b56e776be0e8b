import FoundationEssentials

/// Regressions solved by scikit-learn; made by `Tests/Golden/heads.py`.
struct GoldenHeads: Decodable, Sendable {
    struct RidgeRegression: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let feature_count: Int
        let output_count: Int
        let features: [Float]
        let values: [Float]
        let strength: Double
        let weight: [Double]
        let bias: [Double]

        var description: String { name }
    }

    struct Multilabel: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let feature_count: Int
        let label_count: Int
        let features: [Float]
        let labels: [Bool]
        let strength: Double
        let logits: [Double]

        var description: String { name }
    }

    let ridges: [RidgeRegression]
    let multilabels: [Multilabel]

    static func read() throws -> GoldenHeads {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Golden/heads.json")
        return try JSONDecoder().decode(GoldenHeads.self, from: Data(contentsOf: file))
    }
}
