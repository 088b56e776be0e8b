import Tensors
import Testing
import Training

@Suite struct TrainingErrorTests {
    struct Refusal: Sendable, CustomStringConvertible {
        let description: String
        var shape: Shape = [2, 1]
        var values: [Float] = [1, 2]
        var labels = [0, 1]
        var images: [Int]?
        var groups: [Int]?
        var classCount = 2
        let error: TrainingError
    }

    static let refusals = [
        Refusal(description: "no matrix", shape: [2], error: .notAMatrix(shape: [2])),
        Refusal(
            description: "too few labels", labels: [0], error: .countMismatch(rows: 2, labels: 1, images: 1)),
        Refusal(
            description: "too many images", images: [1, 2, 3],
            error: .countMismatch(rows: 2, labels: 2, images: 3)),
        Refusal(description: "one class", classCount: 1, error: .tooFewClasses(count: 1)),
        Refusal(
            description: "a label without class", labels: [0, 2],
            error: .classOutOfRange(row: 1, index: 2, classCount: 2)),
        Refusal(
            description: "views that disagree", images: [7, 7],
            error: .conflictingLabels(image: 7, first: 0, second: 1)),
        Refusal(
            description: "too few groups", groups: [1], error: .groupCountMismatch(rows: 2, groups: 1)),
        Refusal(
            description: "views in two groups", labels: [1, 1], images: [7, 7], groups: [3, 4],
            error: .conflictingGroups(image: 7, first: 3, second: 4)),
        Refusal(
            description: "a feature that is not a number", values: [1, .nan],
            error: .nonFiniteFeature(row: 1, column: 0)),
    ]

    @Test(arguments: refusals) func `features that do not fit are refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) {
            try LabelledFeatures(
                features: Tensor(shape: refusal.shape, values: refusal.values), labels: refusal.labels,
                images: refusal.images, groups: refusal.groups, classCount: refusal.classCount)
        }
    }

    @Test func `a training set without images of a class is refused`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [3, 0, 2])
        await #expect(throws: TrainingError.classWithoutImages(index: 1)) {
            try await SoftmaxHeadTrainer().fit(set)
        }
    }

    @Test(arguments: [0, -1, .infinity]) func `a strength must be positive`(_ strength: Double) async throws {
        let set = try syntheticFeatures(imagesPerClass: [3, 2])
        await #expect(throws: TrainingError.invalidStrength(strength)) {
            try await SoftmaxHeadTrainer(selection: .fixed(strength)).fit(set)
        }
        await #expect(throws: TrainingError.invalidStrength(strength)) {
            try await SoftmaxHeadTrainer(strengths: [1, strength]).fit(set)
        }
    }

    @Test func `a validation set must be there and fit`() async throws {
        let set = try syntheticFeatures(imagesPerClass: [3, 2])
        let trainer = SoftmaxHeadTrainer(selection: .validation)
        await #expect(throws: TrainingError.missingValidation) { try await trainer.fit(set) }
        let empty = try LabelledFeatures(
            features: Tensor(shape: [0, 6], values: []), labels: [], classCount: 2)
        await #expect(throws: TrainingError.emptyValidation) { try await trainer.fit(set, validation: empty) }
        let wide = try syntheticFeatures(imagesPerClass: [3, 2, 1], featureCount: 9)
        await #expect(
            throws: TrainingError.validationMismatch(
                featureCount: 9, classCount: 3, expectedFeatures: 6, expectedClasses: 2)
        ) { try await trainer.fit(set, validation: wide) }
    }
}
