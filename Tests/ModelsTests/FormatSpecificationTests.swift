import FoundationEssentials
import Images
import Models
import Networks
import Tensors
import Testing
import WeightFiles

/// What `pretrained/FORMAT.md` says about metadata is complete, and its example is true.
@Suite struct FormatSpecificationTests {
    private static func text() throws -> String {
        String(decoding: try TestFiles.bytes("pretrained/FORMAT.md"), as: UTF8.self)
    }

    /// The words of files that the page must explain.
    static let words: [String] =
        ModelFile.Key.allCases.map(\.rawValue) + Operation.Kind.allCases.map(\.rawValue)
        + ParameterRole.allCases.map(\.rawValue) + Activation.allCases.map(\.rawValue)
        + ResamplingFilter.allCases.map(\.rawValue) + ElementType.allCases.map(\.rawValue)
        + ProblemKind.allCases.map(\.rawValue)
        + UnknownDetector.tensorNames + [
            "thresholds", "bounded", ModelFile.goldenInputsName, ModelFile.goldenLogitsName,
        ]

    @Test(arguments: words)
    func `every word of the format is explained`(word: String) throws {
        let text = try Self.text()
        #expect(text.contains("`\(word)`") || text.contains("`\"\(word)\"`"))
    }

    @Test func `every key of a model with all its parts is explained`() throws {
        let text = try Self.text()
        let metadata = try SafeTensorsFile(parsing: try TinyModel.model().serialized()).metadata
        for value in metadata.values where value.hasPrefix("{") {
            // Keys are what stands between a quotation mark and `":`.
            for part in value.split(separator: "\":").dropLast() {
                let key = part.split(separator: "\"").last ?? ""
                #expect(text.contains("`\(key)`"), "\(key)")
            }
        }
    }

    /// The lines of the page's listing of a kind, for example those between "```model" and "```".
    private func listing(_ kind: String) throws -> [Substring] {
        let lines = try Self.text().split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "```\(kind)"))
        return Array(lines[(start + 1)...].prefix { $0 != "```" })
    }

    /// The model that the page describes: the mean colour of a 2×2 picture decides between two classes.
    private func example() throws -> Model {
        let network = Network(name: "mean-colour", input: InputShape(channels: 3, height: 2, width: 2)) {
            Layer("pool", .globalAveragePooling)
            Layer("head", .linear(Linear(features: 2)))
        }
        return try Model(
            network: network,
            parameters: [
                "head.weight": Tensor(shape: [2, 3], values: [1, 0, -1, -1, 0, 1]),
                "head.bias": Tensor(shape: [2], values: [0, 0.5]),
            ],
            classNames: ["red", "blue"],
            preprocessing: Preprocessing(
                resizeShortSide: 2, cropWidth: 2, cropHeight: 2, mean: [127, 127, 127],
                standardDeviation: [128, 128, 128]),
            source: WeightSource(name: "mean-colour", origin: "made by hand", license: "CC0-1.0", sha256: ""),
            golden: [
                GoldenExample(
                    pixels: Image(width: 2, height: 2, filledWith: RGBColor(red: 255, green: 127, blue: 127)),
                    logits: [1, -0.5])
            ])
    }

    @Test func `the example's metadata is what the writer writes`() throws {
        let file = try SafeTensorsFile(parsing: try example().serialized())
        var metadata: [String: String] = [:]
        var key = ""
        for line in try listing("metadata") {
            // A value goes on in indented lines.
            if line.hasPrefix("    ") {
                metadata[key, default: ""] += line.dropFirst(4)
            } else {
                key = String(line)
            }
        }
        #expect(metadata == file.metadata)
    }

    @Test func `the example's tensors are what the writer writes`() throws {
        let file = try SafeTensorsFile(parsing: try example().serialized())
        let lines = file.tensorNames.compactMap { name in
            file.info(of: name).map { info in
                "\(name) \(info.elementType.rawValue) \(info.shape.dimensions) "
                    + "\(info.byteRange.lowerBound)..<\(info.byteRange.upperBound)"
            }
        }
        #expect(try listing("tensors").map(String.init) == lines)
    }

    @Test func `the example computes what it says`() throws {
        let model = try example()
        let verification = try model.verified()
        #expect(verification.isPassed && verification.largestDeviation == 0)
    }
}
