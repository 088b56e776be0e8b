import FoundationEssentials
import ModelSupport
import Tensors
import Testing
import Training

/// Distances that numpy and scikit-learn give; made by `Tests/Golden/unknown.py`.
struct GoldenUnknown: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let relative_tolerance: Double
    let feature_count: Int
    let class_count: Int
    let features: [Float]
    let labels: [Int]
    let held_out: [Float]
    let squared_distances: [Double]

    var testDescription: String { name }

    static let cases: [GoldenUnknown] = {
        let file = URL(filePath: Committed.package).appending(path: "Tests/Golden/unknown.json")
        return (try? JSONDecoder().decode([GoldenUnknown].self, from: Data(contentsOf: file))) ?? []
    }()

    func training() throws -> LabelledFeatures {
        try LabelledFeatures(
            features: Tensor(shape: [labels.count, feature_count], values: features), labels: labels,
            classCount: class_count)
    }

    var heldOut: Tensor<Float> {
        Tensor(shape: [squared_distances.count, feature_count], values: held_out)
    }
}
