import Tensors
import Testing
import Training

@Suite struct HeadDataTests {
    struct Refusal: Sendable, CustomStringConvertible {
        let description: String
        var shape: Shape = [2, 1]
        var features: [Float] = [1, 2]
        var labels = [[0], [1]]
        var values: [Float] = [5, 6]
        var outputCount = 1
        var images: [Int]?
        var groups: [Int]?
        let error: TrainingError
    }

    static let common = [
        Refusal(description: "no matrix", shape: [2], error: .notAMatrix(shape: [2])),
        Refusal(
            description: "too many images", images: [1, 2, 3],
            error: .countMismatch(rows: 2, labels: 2, images: 3)),
        Refusal(
            description: "too few groups", groups: [1], error: .groupCountMismatch(rows: 2, groups: 1)),
        Refusal(
            description: "views in two groups", labels: [[1], [1]], values: [5, 5], images: [7, 7],
            groups: [3, 4], error: .conflictingGroups(image: 7, first: 3, second: 4)),
        Refusal(
            description: "a feature that is not a number", features: [1, .nan],
            error: .nonFiniteFeature(row: 1, column: 0)),
    ]

    static let ofLabels = [
        Refusal(
            description: "too few rows of labels", labels: [[0]],
            error: .countMismatch(rows: 2, labels: 1, images: 1)),
        Refusal(
            description: "an unknown label", labels: [[0], [0, 2]],
            error: .labelOutOfRange(row: 1, index: 2, labelCount: 2)),
        Refusal(
            description: "views that disagree", labels: [[0], [0, 1]], images: [7, 7],
            error: .conflictingPresence(image: 7, label: 1)),
    ]

    static let ofValues = [
        Refusal(
            description: "too few values", values: [5],
            error: .countMismatch(rows: 2, labels: 1, images: 1)),
        Refusal(
            description: "an infinite value", values: [5, .infinity],
            error: .nonFiniteValue(row: 1, output: 0)),
        Refusal(
            description: "views that disagree", images: [7, 7], error: .conflictingValues(image: 7, output: 0)
        ),
        Refusal(description: "no outputs", outputCount: 0, error: .noOutputs),
    ]

    @Test(arguments: common + ofLabels) func `labels that do not fit are refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) {
            try MultilabelFeatures(
                features: Tensor(shape: refusal.shape, values: refusal.features), labels: refusal.labels,
                labelCount: 2, images: refusal.images, groups: refusal.groups)
        }
    }

    @Test(arguments: common + ofValues) func `values that do not fit are refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) {
            try ValuedFeatures(
                features: Tensor(shape: refusal.shape, values: refusal.features), values: refusal.values,
                outputCount: refusal.outputCount, images: refusal.images, groups: refusal.groups)
        }
    }

    @Test func `there must be a label`() {
        #expect(throws: TrainingError.noOutputs) {
            try MultilabelFeatures(
                features: Tensor(shape: [1, 1], values: [0]), labels: [[]], labelCount: 0)
        }
    }

    @Test func `labels in any order and an image without labels make a matrix`() throws {
        let set = try MultilabelFeatures(
            features: Tensor(shape: [3, 1], values: [1, 2, 3]), labels: [[2, 0], [], [1, 1]], labelCount: 3)
        #expect(set.labels == [true, false, true, false, false, false, false, true, false])
        #expect(set.imageCount == 3 && set.featureCount == 1)
    }
}
