import FoundationEssentials
import Images
import Models
import Networks
import Tensors
import TestSupport
import Testing

/// What tells images of none of the classes: its arithmetic, and its place in a model file.
@Suite struct UnknownDetectorTests {
    private let detector = UnknownDetector(
        mean: [1, 1, 1], directions: Tensor(shape: [2, 3], values: [1, 0, 0, 0, 1, 0]),
        centres: Tensor(shape: [2, 2], values: [1, 0, 0, 1]), precisions: [4, 9, 25],
        summary: .init(threshold: 2, falseRejection: 0.05, imageCount: 100))

    /// Features, and the squared distance from the nearest class by hand.
    struct Case: Sendable, CustomTestStringConvertible {
        let features: [Float]
        let squaredDistance: Double
        var testDescription: String { "\(features)" }
    }

    static let cases = [
        // u = (1, 0, 0) is the first centre, whatever the length of x - mean.
        Case(features: [2, 1, 1], squaredDistance: 0),
        Case(features: [5, 1, 1], squaredDistance: 0),
        Case(features: [1, 4, 1], squaredDistance: 0),
        // Opposite the first: 4 * 2^2 from it, 4 * 1 + 9 * 1 from the second.
        Case(features: [0, 1, 1], squaredDistance: 13),
        // u = (0, 0, 1): nothing along the directions, 1 beside them.
        Case(features: [1, 1, 7], squaredDistance: 4 + 25),
        // u = (0.6, 0, 0.8): 4 * 0.4^2 + 25 * 0.64.
        Case(features: [1.6, 1, 1.8], squaredDistance: 0.64 + 16),
        // The mean itself has no direction.
        Case(features: [1, 1, 1], squaredDistance: 4),
    ]

    @Test(arguments: cases)
    func `distances are those of the formula`(_ example: Case) {
        let squared = detector.squaredDistance(of: example.features)
        #expect(abs(squared - example.squaredDistance) < 1e-5)
        #expect(abs(detector.distance(of: example.features) - squared.squareRoot() / 2) < 1e-12)
    }

    @Test func `a model at another size has no detector, as its features are others`() throws {
        let model = try TinyModel.model()
        #expect(model.unknownDetector != nil)
        let square = try Model(
            network: TinyModel.network, parameters: model.parameters, classNames: model.classNames,
            preprocessing: TinyModel.preprocessing, unknownDetector: TinyModel.detector(),
            source: TinyModel.source)
        #expect(try square.resized(toSide: 16).unknownDetector == nil)
    }

    @Test func `a response tells the distance of the features that the last layer reads`() throws {
        let model = try TinyModel.model()
        let session = try Classifier(model).makeSession()
        let image = Image(width: 6, height: 8, pixels: (0..<144).map { UInt8($0) })
        let response = try session.response(of: image)
        #expect(response.answers == (try session.answers(of: image)))
        let without = try Model(
            network: model.network, parameters: model.parameters, classNames: model.classNames,
            preprocessing: model.preprocessing, temperature: model.temperature, source: model.source)
        let plain = try Classifier(without).makeSession().response(of: image)
        #expect(plain.distance == nil)
        #expect(plain.answers == response.answers)
        let distance = try #require(response.distance)
        #expect(distance > 0 && distance.isFinite)
        let mean = response.averaged(with: plain)
        #expect(mean.distance == nil)
        #expect(response.averaged(with: response) == response)
    }

    // MARK: Files

    /// A change to a file, and the error that it must lead to.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let key: String
        let reason: String
        let apply: @Sendable (inout FileParts) -> Void
        var testDescription: String { "\(key) \(reason)" }
    }

    private static func tensor(_ name: String, _ shape: Shape, _ reason: String) -> Refusal {
        Refusal(key: name, reason: reason) { $0.set(name, shape: shape) }
    }

    private static func numbers(_ text: String, _ other: String, _ told: String) -> Refusal {
        Refusal(
            key: "unknown",
            reason:
                "needs a threshold from 1e-30 to 1e30, a false_rejection from 0 to below 1 and an image_count, not "
                + told
        ) { $0.replace(text, with: other, in: "unknown") }
    }

    static let refusals = [
        Refusal(key: "unknown.mean", reason: "the tensor is missing") { $0.tensors["unknown.mean"] = nil },
        Refusal(key: "unknown.centres", reason: "the tensor is missing") {
            $0.tensors["unknown.centres"] = nil
        },
        Refusal(key: "unknown.mean", reason: "the metadata has no \"unknown\"") {
            $0.metadata["unknown"] = nil
        },
        tensor("unknown.directions", [8], "needs 2 axes, not the shape 8"),
        tensor("unknown.mean", [5], "needs the shape 4, not 5"),
        tensor("unknown.directions", [2, 5], "needs the shape 2×4, not 2×5"),
        tensor("unknown.centres", [3, 3], "needs the shape 3×2, not 3×3"),
        tensor("unknown.precisions", [2], "needs the shape 3, not 2"),
        tensor("unknown.directions", [0, 4], "needs 1 to 4 directions, not 0"),
        tensor("unknown.directions", [.max, 0], "needs 1 to 4 directions, not \(Int.max)"),
        tensor("unknown.directions", [5, 4], "needs 1 to 4 directions, not 5"),
        numbers("1.5", "0", "0.0, 0.05 and 341"),
        numbers("1.5", "5e-324", "5e-324, 0.05 and 341"),
        numbers("1.5", "-2", "-2.0, 0.05 and 341"),
        numbers("0.05", "1", "1.5, 1.0 and 341"),
        numbers("341", "-1", "1.5, 0.05 and -1"),
    ]

    @Test(arguments: refusals)
    func `a detector that does not fit is refused`(_ refusal: Refusal) throws {
        var parts = try FileParts(of: try TinyModel.model().serialized())
        refusal.apply(&parts)
        let file = try parts.file()
        #expect(throws: ModelError.malformed(key: refusal.key, reason: refusal.reason)) {
            try Model(reading: file)
        }
    }

    @Test(arguments: [Float.nan, .infinity, -1])
    func `precisions that are none are refused`(_ value: Float) throws {
        let detector = UnknownDetector(
            mean: [0, 0, 0, 0], directions: Tensor(shape: [1, 4], values: [1, 0, 0, 0]),
            centres: Tensor(shape: [3, 1], values: [0, 0, 0]), precisions: [1, value],
            summary: .init(threshold: 1, falseRejection: 0.05, imageCount: 19))
        let reason = "must not hold \(value)"
        #expect(throws: ModelError.malformed(key: "unknown.precisions", reason: reason)) {
            try Model(
                network: TinyModel.network, parameters: try Formula.parameters(for: TinyModel.network),
                classNames: TinyModel.classNames, preprocessing: TinyModel.preprocessing,
                unknownDetector: detector, source: TinyModel.source)
        }
    }

    @Test func `a model of labels has none`() throws {
        let task = Model.Task.multilabel(thresholds: [0.5, 0.5, 0.5])
        let model = try TinyModel.model(task: task, classNames: ["a", "b", "c"], outputCount: 3)
        #expect(model.unknownDetector == nil)
        #expect(
            throws: ModelError.malformed(
                key: "unknown", reason: "a model for multilabel knows no unknown images")
        ) {
            try Model(
                network: model.network, parameters: model.parameters, classNames: model.classNames,
                preprocessing: model.preprocessing, task: task, unknownDetector: TinyModel.detector(),
                source: model.source)
        }
    }
}
