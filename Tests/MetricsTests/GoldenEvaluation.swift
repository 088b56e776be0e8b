import FoundationEssentials
import Metrics

/// Scores that scikit-learn, SciPy and NumPy give; made by `Tests/Golden/metrics_evaluation.py`.
struct GoldenEvaluation: Decodable, Sendable {
    struct Classification: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let class_count: Int
        let labels: [Int]
        let table: [Double]
        let cohens_kappa: Double
        let matthews_correlation: Double
        let roc_auc: [Double?]
        let average_precision: [Double?]
        let macro_roc_auc: Double?
        let macro_average_precision: Double?
        let top_accuracies: [Double]
        let confused_pairs: [[Int]]
        let recall_intervals: [[Double]]
        let risk_coverage_area: Double

        var description: String { name }

        var classNames: [String] { (0..<class_count).map { "class \($0)" } }

        var probabilities: ProbabilityTable {
            get throws { try ProbabilityTable(classCount: class_count, values: table) }
        }
    }

    struct Multilabel: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let label_count: Int
        let table: [Double]
        let truth: [Int]
        let thresholds: [Double]
        let precision: [Double]
        let recall: [Double]
        let f1: [Double]
        let support: [Int]
        let micro: [Double]
        let macro: [Double]
        let weighted: [Double]
        let samples: [Double]
        let roc_auc: [Double?]
        let average_precision: [Double?]
        let macro_roc_auc: Double?
        let mean_average_precision: Double?
        let subset_accuracy: Double
        let subset_accuracy_interval: [Double]
        let hamming_loss: Double
        let log_loss: Double
        let brier_score: Double

        var description: String { name }
    }

    struct Regression: Decodable, Sendable, CustomStringConvertible {
        struct Scores: Decodable, Sendable {
            let mean_absolute_error: Double
            let root_mean_squared_error: Double
            let median_absolute_error: Double
            let bias: Double
            let r2: Double?
            let pearson: Double?

            var values: [Double?] {
                [
                    mean_absolute_error, root_mean_squared_error, median_absolute_error, bias, r2, pearson,
                ]
            }
        }

        let name: String
        let output_count: Int
        let predictions: [Double]
        let targets: [Double]
        let means: Scores
        let outputs: [Scores]

        var description: String { name }
    }

    struct McNemar: Decodable, Sendable, CustomStringConvertible {
        let broke: Int
        let mended: Int
        let p_value: Double

        var description: String { "\(broke) broke, \(mended) mended" }
    }

    let classification: [Classification]
    let multilabel: [Multilabel]
    let regression: [Regression]
    let mcnemar: [McNemar]

    static func read() throws -> GoldenEvaluation {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/metrics_evaluation.json")
        return try JSONDecoder().decode(GoldenEvaluation.self, from: Data(contentsOf: file))
    }
}
