import Networks
import FoundationEssentials
import Training

/// Losses, optimizers and schedules as PyTorch computes them; made by `Tests/Golden/optimisation.py`.
struct GoldenOptimisation: Decodable, Sendable {
    struct LossCase: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let loss: Loss
        let row_count: Int
        let logits: [Double]
        let targets: [Double]
        let partners: [Int]?
        let shares: [Float]?
        let value: Double
        let gradient: [Double]

        var description: String { name }

        /// The targets in the form of the loss.
        var typedTargets: Targets {
            let columnCount = logits.count / row_count
            let values: Targets.Values =
                switch loss.kind {
                case .binary, .multiclass: .classes(targets.map { Int($0) })
                case .multilabel: .labels(targets.map { $0 == 1 }, labelCount: columnCount)
                case .regression: .numbers(targets.map { Float($0) }, columnCount: columnCount)
                }
            guard let partners, let shares else { return Targets(values) }
            return Targets(values).mixed(partners: partners, shares: shares)
        }
    }

    struct OptimizerCase: Decodable, Sendable, CustomStringConvertible {
        let text: String
        let start: [Float]
        let gradients: [[Float]]
        let parameters: [[Double]]

        var description: String { text }
    }

    struct Clipping: Decodable, Sendable, CustomStringConvertible {
        let limit: Double
        let gradients: [[Float]]
        let norm: Double
        let clipped: [[Double]]

        var description: String { "limit \(limit), norm \(norm)" }
    }

    struct Schedule: Decodable, Sendable, CustomStringConvertible {
        let text: String
        let step_count: Int
        let steps_per_epoch: Int
        let factors: [Double]

        var description: String { text }
    }

    struct Plateau: Decodable, Sendable, CustomStringConvertible {
        let text: String
        let goal: Goal
        let values: [Double]
        let factors: [Double]

        var description: String { text }
    }

    struct Balanced: Decodable, Sendable {
        let counts: [Int]
        let weights: [Double]
    }

    let losses: [LossCase]
    let optimizers: [OptimizerCase]
    let clippings: [Clipping]
    let schedules: [Schedule]
    let plateaus: [Plateau]
    let balanced: Balanced

    static func read() throws -> GoldenOptimisation {
        try JSONDecoder().decode(
            GoldenOptimisation.self, from: Data(contentsOf: goldenFile("optimisation.json")))
    }
}

/// A file beside the scripts that make expected values.
func goldenFile(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/\(name)")
}
