import Images
import Models
import Networks
import Tensors
import Testing

/// Cached features are valid for exactly one frozen network; the digest must tell it from any other.
@Suite struct FeatureDigestTests {
    /// A change to a model and whether its features are other ones then.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let changesFeatures: Bool
        let apply: @Sendable (inout Model) -> Void

        init(_ description: String, changesFeatures: Bool, _ apply: @escaping @Sendable (inout Model) -> Void)
        {
            testDescription = description
            self.changesFeatures = changesFeatures
            self.apply = apply
        }
    }

    static let changes = [
        Change("a weight of a convolution", changesFeatures: true) {
            $0.parameters["stem.weight"]?[5] += 1e-6
        },
        Change("the sign of a zero", changesFeatures: true) { $0.parameters["norm.bias"]?[0] = -0.0 },
        Change("a statistic of a normalisation", changesFeatures: true) {
            $0.parameters["norm.running_var"]?[3] += 1
        },
        Change("the size of the input", changesFeatures: true) { $0.network.input.height = 9 },
        Change("a setting of a node", changesFeatures: true) {
            $0.network.nodes[1].operation = .batchNormalization(BatchNormalization(epsilon: 1e-5))
        },
        Change("another activation", changesFeatures: true) {
            $0.network.nodes[2].operation = .activation(.relu)
        },
        Change("a weight of the head", changesFeatures: false) { $0.parameters["head.weight"]?[0] += 1 },
        Change("the bias of the head", changesFeatures: false) { $0.parameters["head.bias"] = nil },
        Change("another head", changesFeatures: false) { model in
            if let other = try? model.network.replacingHead(classCount: 7) { model.network = other }
        },
        Change("the rate of dropout", changesFeatures: false) {
            $0.network.nodes[4].operation = .dropout(rate: 0.7)
        },
        Change("the class names", changesFeatures: false) { $0.classNames = ["x", "y", "z"] },
        Change("the temperature", changesFeatures: false) { $0.temperature = 3 },
        Change("the training record", changesFeatures: false) { $0.training = nil },
        Change("the golden examples", changesFeatures: false) { $0.golden = [] },
        Change("a weight that nothing reads", changesFeatures: false) {
            $0.parameters["other"] = Tensor(shape: [1], values: [1])
        },
    ]

    private static func model() throws -> Model {
        var model = try TinyModel.model()
        model.parameters["norm.bias"]?[0] = 0
        return model
    }

    @Test(arguments: changes)
    func `the digest changes exactly with the features`(change: Change) throws {
        let model = try Self.model()
        var changed = model
        change.apply(&changed)
        #expect((try changed.featureDigest() != model.featureDigest()) == change.changesFeatures)
    }

    @Test func `the frozen part ends where the head reads`() throws {
        let extractor = try Self.model().featureExtractor()
        #expect(extractor.output == "pool")
        #expect(extractor.nodes.map(\.name) == ["stem", "norm", "norm.relu6", "pool"])
    }

    @Test func `a network without a head has no features`() throws {
        var model = try Self.model()
        model.network.output = "pool"
        #expect(throws: ModelError.network(.noHead(output: "pool"))) { try model.featureExtractor() }
        #expect(throws: ModelError.network(.noHead(output: "pool"))) { try model.featureDigest() }
    }

    @Test func `a weight of the frozen part that is missing is named`() throws {
        var model = try Self.model()
        model.parameters["stem.weight"] = nil
        #expect(
            throws: ModelError.network(.missingParameter("stem.weight", expected: [4, 3, 3, 3]))
        ) { try model.featureDigest() }
    }
}
