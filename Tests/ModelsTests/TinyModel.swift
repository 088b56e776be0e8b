import Datasets
import FoundationEssentials
import Images
import Metrics
import Models
import Networks
import Tensors
import TestSupport
import WeightFiles

/// A model of a few hundred weights with every part that a model file can hold.
enum TinyModel {
    static let network = Network(
        name: "tiny", input: InputShape(channels: 3, height: 8, width: 6)
    ) {
        ConvBlock(
            "stem", filters: 4, kernelSize: 3, stride: 2, padding: .same, normalization: "norm",
            epsilon: 1e-3, activation: .relu6)
        Layer("pool", .globalAveragePooling)
        Layer("dropout", .dropout(rate: 0.2))
        Layer("head", .linear(Linear(features: 3)))
    }

    static let preprocessing = Preprocessing(
        resizeShortSide: 9, cropWidth: 6, cropHeight: 8, interpolation: .bilinear,
        mean: [123.675, 116.28, 103.53], standardDeviation: [58.395, 57.12, 57.375],
        appliesOrientation: false, alphaBackground: RGBColor(red: 1, green: 2, blue: 3),
        allowsScaledDecoding: false)

    static let source = WeightSource(
        name: "tiny", origin: "a formula, \"quoted\"", license: "Apache-2.0", sha256: "00ff")

    static let classNames = ["ant", "bee", "ça va/\u{1F41D}"]

    /// The model with weights from the formula and examples of its own.
    static func model(
        network: Network = network, classNames: [String] = classNames, temperature: Double = 1.25
    ) throws -> Model {
        try model(network: network, task: .multiclass, classNames: classNames, temperature: temperature)
    }

    /// The same for any kind of problem, with as many outputs as it needs.
    static func model(
        task: Model.Task, classNames: [String], outputCount: Int, temperature: Double = 1
    ) throws -> Model {
        try model(
            network: try network.replacingHead(classCount: outputCount), task: task, classNames: classNames,
            temperature: temperature)
    }

    private static func model(
        network: Network, task: Model.Task, classNames: [String], temperature: Double
    ) throws -> Model {
        let extractor = try network.featureExtractor()
        let fits = try extractor.shapes()[extractor.output] == [4]
        return try Model(
            network: network, parameters: try Formula.parameters(for: network), classNames: classNames,
            classIdentifiers: classNames.map { "id of \($0)" }, preprocessing: preprocessing,
            task: task, temperature: temperature,
            unknownDetector: fits ? detector(for: task, classNames.count) : nil,
            training: try record(), source: source
        ).addingGoldenExamples()
    }

    /// A detector of unknown images along two directions of the four features.
    static func detector(for task: Model.Task = .multiclass, _ classCount: Int = 3) -> UnknownDetector? {
        guard task == .multiclass || task == .binary else { return nil }
        return UnknownDetector(
            mean: [0.5, 0.25, 0, 1],
            directions: Tensor(shape: [2, 4], values: [0, 0.6, 0.8, 0, 1, 0, 0, 0]),
            centres: Tensor(
                shape: [classCount, 2], values: (0..<2 * classCount).map { Float($0 % 5) / 4 - 0.5 }),
            precisions: [4, 16, 0.5],
            summary: .init(threshold: 1.5, falseRejection: 0.05, imageCount: 341))
    }

    /// A record with a value in every field.
    static func record() throws -> TrainingRecord {
        let samples = (0..<4).map { Sample(root: "", relativePath: "\($0)", classIndex: $0 % 3) }
        let summary = DatasetSummary(
            classNames: try ClassNames(classNames), samples: samples,
            digests: samples.map { ContentDigest(of: Array($0.path.utf8)) })
        let table = try ProbabilityTable(rows: [[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.3, 0.4, 0.3]])
        return TrainingRecord(
            toolVersion: "9.8.7", seed: .max, trainingData: summary, validationData: summary, viewCount: 2,
            backboneDigest: ContentDigest(of: [1, 2, 3]), l2Strength: 0.1, iterationCount: 17,
            outcome: "converged",
            validation: .classes(
                try ClassificationReport(table, labels: [0, 1, 2], classNames: classNames)),
            crossValidation: .init(accuracy: 2.0 / 3, logLoss: 1e-300))
    }
}

/// What a model file consists of, to be changed and put together again.
struct FileParts {
    struct Entry {
        var elementType: ElementType
        var shape: Shape
        var bytes: Data
    }

    var metadata: [String: String]
    var tensors: [String: Entry]

    init(of bytes: Data) throws {
        let file = try SafeTensorsFile(parsing: bytes)
        metadata = file.metadata
        tensors = [:]
        for name in file.tensorNames {
            guard let info = file.info(of: name) else { continue }
            tensors[name] = Entry(
                elementType: info.elementType, shape: info.shape, bytes: try file.bytes(of: name))
        }
    }

    /// Replaces a text inside one of the metadata's values.
    mutating func replace(_ text: String, with other: String, in key: String) {
        metadata[key] = metadata[key].map { $0.replacing(text, with: other) }
    }

    /// Puts numbers in the place of a tensor.
    mutating func set(_ name: String, shape: Shape, elementType: ElementType = .float32) {
        let byteCount = shape.elementCount * elementType.byteCount
        tensors[name] = Entry(elementType: elementType, shape: shape, bytes: Data(count: byteCount))
    }

    func file() throws -> SafeTensorsFile {
        try SafeTensorsFile(parsing: serialized())
    }

    func serialized() throws -> Data {
        var content = SafeTensorsContent(metadata: metadata)
        for (name, entry) in tensors {
            try content.add(entry.bytes, named: name, as: entry.elementType, shape: entry.shape)
        }
        return try content.serialized()
    }
}

/// Files that the tests read and write.
enum TestFiles {
    /// The root of the package.
    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The path of a file below the root of the package.
    static func path(_ path: String) -> String { packageRoot.appending(path: path).path }

    /// The bytes of a file below the root of the package.
    static func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: packageRoot.appending(path: path))
    }

    /// Whether a file or folder is there.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: self.path(path))
    }

    /// Runs a test with a file of its own, which is removed afterwards.
    static func withFile<Result>(_ bytes: Data, _ body: (_ path: String) throws -> Result) throws -> Result {
        let name = "imgcls-models-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        let file = FileManager.default.temporaryDirectory.appending(path: name)
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }
}
