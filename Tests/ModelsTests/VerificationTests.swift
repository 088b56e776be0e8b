import Execution
import Images
import Models
import Networks
import Tensors
import Testing
import WeightFiles

@Suite struct VerificationTests {
    /// A change after which a replay must or must not agree.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isPassed: Bool
        let apply: @Sendable (inout Model) -> Void

        init(_ description: String, isPassed: Bool, _ apply: @escaping @Sendable (inout Model) -> Void) {
            testDescription = description
            self.isPassed = isPassed
            self.apply = apply
        }
    }

    static let changes = [
        Change("nothing", isPassed: true) { _ in },
        Change("the class names", isPassed: true) { $0.classNames = ["x", "y", "z"] },
        Change("the temperature", isPassed: true) { $0.temperature = 9 },
        Change("a logit by less than the tolerance", isPassed: true) { $0.golden[0].logits[1] += 1e-5 },
        Change("a logit by more than the tolerance", isPassed: false) { $0.golden[0].logits[1] += 0.1 },
        Change("a logit of the last example", isPassed: false) { $0.golden[1].logits[2] -= 0.1 },
        Change("a weight of a convolution", isPassed: false) { $0.parameters["stem.weight"]?[0] += 1 },
        Change("a bias of the head", isPassed: false) { $0.parameters["head.bias"]?[2] -= 0.1 },
        Change("the preprocessing", isPassed: false) {
            $0.preprocessing = Preprocessing(
                resizeShortSide: 9, cropWidth: 6, cropHeight: 8, mean: [0, 0, 0],
                standardDeviation: [1, 1, 1])
        },
        Change("a weight that is no number", isPassed: false) { $0.parameters["stem.weight"]?[7] = .nan },
        Change("an infinite weight", isPassed: false) { $0.parameters["head.weight"]?[0] = .infinity },
        Change("an expected logit that is no number", isPassed: false) { $0.golden[1].logits[1] = .nan },
        Change("an expected logit that is infinite", isPassed: false) {
            $0.golden[0].logits[0] = -.infinity
        },
        Change("no examples", isPassed: false) { $0.golden = [] },
    ]

    @Test(arguments: changes)
    func `a replay tells whether the model still computes the same`(change: Change) throws {
        var model = try TinyModel.model()
        change.apply(&model)
        let verification = try model.verified()
        #expect(verification.isPassed == change.isPassed)
        #expect(verification.exampleCount == model.golden.count)
    }

    @Test(arguments: 0..<3)
    func `one class whose logit is no number is enough to fail`(index: Int) throws {
        var model = try TinyModel.model()
        model.parameters["head.bias"]?[index] = .nan
        let verification = try model.verified()
        #expect(!verification.isPassed)
        #expect(verification.largestDeviation == .infinity)
    }

    @Test func `a replay behind a file agrees to the bit`() throws {
        let bytes = try TinyModel.model().serialized()
        let verification = try Model(reading: try SafeTensorsFile(parsing: bytes)).verified()
        #expect(verification.isPassed && verification.keepsTopClass)
        #expect(verification.largestDeviation == 0)
        #expect(verification.exampleCount == 2)
    }

    @Test func `another class on top fails, however close the logits are`() throws {
        var model = try TinyModel.model()
        for index in model.golden.indices {
            // Two equal logits: the least change of one of them decides.
            model.golden[index].logits = [1, 1, 0]
        }
        model.parameters["head.weight"] = Tensor(shape: [3, 4], repeating: 0)
        model.parameters["head.bias"] = Tensor(shape: [3], values: [1 - 1e-5, 1, 0])
        let first = try model.verified()
        model.parameters["head.bias"] = Tensor(shape: [3], values: [1, 1 - 1e-5, 0])
        let second = try model.verified()
        #expect(first.keepsTopClass != second.keepsTopClass)
        #expect(first.isPassed != second.isPassed)
        #expect(first.largestDeviation < Model.goldenTolerance)
        #expect(second.largestDeviation < Model.goldenTolerance)
    }

    @Test func `examples are synthetic, of the network's size, and two`() throws {
        let model = try TinyModel.model()
        for example in model.golden {
            #expect([example.pixels.width, example.pixels.height] == [6, 8])
            #expect(example.logits.count == 3)
            #expect(example.logits.allSatisfy { $0.isFinite })
        }
        let pixel = model.golden[0].pixels[5, 7]
        #expect(pixel == RGBColor(red: 64, green: 75, blue: 86))  // 7 y + 3 x + 11 c
        #expect(model.golden[0].pixels != model.golden[1].pixels)
    }

    @Test func `the network's logits become probabilities by the model's temperature`() throws {
        let model = try TinyModel.model()
        let session = try Classifier(model).makeSession()
        let picture = Image(width: 20, height: 10, filledWith: RGBColor(red: 200, green: 100, blue: 0))
        let logits = try session.logits(of: picture)
        #expect(logits == (try session.logits(ofPrepared: model.preprocessing.prepared(picture))))
        #expect(
            try session.answers(of: picture) == Softmax.probabilities(logits, temperature: 1.25))
    }

    @Test func `probabilities that are no numbers are an error, not an answer`() throws {
        let picture = Image(width: 20, height: 10, filledWith: RGBColor(red: 200, green: 100, blue: 0))
        var model = try TinyModel.model()
        model.parameters["head.bias"]?[0] = .nan
        let session = try Classifier(model).makeSession()
        #expect(throws: ModelError.outputNotFinite) { try session.answers(of: picture) }
    }

    @Test func `a network without kernels for it is refused when it is to run`() throws {
        // Normalisations of vectors have no kernel.
        let network = Network(
            name: "odd", input: InputShape(channels: 3, height: 8, width: 6)
        ) {
            Layer("pool", .globalAveragePooling)
            Layer("norm", .batchNormalization(BatchNormalization()))
            Layer("head", .linear(Linear(features: 3)))
        }
        #expect(
            throws: ModelError.execution(
                .unsupported(node: "norm", .batchNormalization, input: [3]))
        ) { try TinyModel.model(network: network) }
    }
}
