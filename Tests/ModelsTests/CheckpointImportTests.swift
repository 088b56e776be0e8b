import Datasets
import FoundationEssentials
import Models
import Networks
import Tensors
import TestSupport
import Testing
import WeightFiles

@Suite struct CheckpointImportTests {
    /// A network with both kinds of block, small enough to keep its weights in the repository.
    static let network = Network(
        name: "tiny-lite", input: InputShape(channels: 3, height: 8, width: 8)
    ) {
        ConvBlock(
            "conv_stem", filters: 8, kernelSize: 3, stride: 2, padding: .same, normalization: "bn1",
            activation: .relu6)
        MBConvBlock("blocks.0.0", expansion: 1, filters: 8, kernelSize: 3, stride: 1, epsilon: 1e-3)
        MBConvBlock("blocks.1.0", expansion: 2, filters: 8, kernelSize: 5, stride: 2, epsilon: 1e-3)
        MBConvBlock("blocks.1.1", expansion: 2, filters: 8, kernelSize: 5, stride: 1, epsilon: 1e-3)
        ConvBlock(
            "conv_head", filters: 12, kernelSize: 1, padding: .same, normalization: "bn2",
            activation: .relu6)
        Layer("global_pool", .globalAveragePooling)
        Layer("classifier", .linear(Linear(features: 3)))
    }

    /// A safetensors file of weights from the formula, under names of another program.
    private static func file(
        named rename: (String) -> String = { $0 },
        changing change: (inout [String: Tensor<Float>]) -> Void = { _ in }
    ) throws -> SafeTensorsFile {
        var tensors: [String: Tensor<Float>] = [:]
        for (name, parameter) in try Formula.parameters(for: network) { tensors[rename(name)] = parameter }
        change(&tensors)
        var content = SafeTensorsContent()
        for (name, tensor) in tensors { try content.add(tensor, named: name) }
        return try SafeTensorsFile(parsing: try content.serialized())
    }

    // MARK: Names

    @Test func `weights under our own names are taken as they are`() throws {
        let parameters = try CheckpointImport.parameters(for: Self.network, from: try Self.file())
        #expect(parameters == (try Formula.parameters(for: Self.network)))
    }

    /// The names of `efficientnet_pytorch` for some of ours.
    private static let translated = [
        "conv_stem": "_conv_stem", "bn1": "_bn0", "conv_head": "_conv_head", "bn2": "_bn1",
        "classifier": "_fc",
        "blocks.0.0.conv_dw": "_blocks.0._depthwise_conv", "blocks.0.0.bn1": "_blocks.0._bn1",
        "blocks.0.0.conv_pw": "_blocks.0._project_conv", "blocks.0.0.bn2": "_blocks.0._bn2",
        "blocks.1.0.conv_pw": "_blocks.1._expand_conv", "blocks.1.0.bn1": "_blocks.1._bn0",
        "blocks.1.0.conv_dw": "_blocks.1._depthwise_conv", "blocks.1.0.bn2": "_blocks.1._bn1",
        "blocks.1.0.conv_pwl": "_blocks.1._project_conv", "blocks.1.0.bn3": "_blocks.1._bn2",
        "blocks.1.1.conv_pw": "_blocks.2._expand_conv", "blocks.1.1.bn1": "_blocks.2._bn0",
        "blocks.1.1.conv_dw": "_blocks.2._depthwise_conv", "blocks.1.1.bn2": "_blocks.2._bn1",
        "blocks.1.1.conv_pwl": "_blocks.2._project_conv", "blocks.1.1.bn3": "_blocks.2._bn2",
    ]

    private static func translate(_ name: String) -> String {
        let parts = name.split(separator: ".")
        let layer = parts.dropLast().joined(separator: ".")
        return "\(translated[layer] ?? layer).\(parts.last ?? "")"
    }

    @Test func `names of efficientnet_pytorch are translated`() throws {
        let file = try Self.file(named: Self.translate)
        #expect(file.tensorNames.allSatisfy { $0.hasPrefix("_") })
        let parameters = try CheckpointImport.parameters(for: Self.network, from: file)
        #expect(parameters == (try Formula.parameters(for: Self.network)))
    }

    /// Written by `Golden/tiny_checkpoint.py`.
    @Test func `a checkpoint of PyTorch in its old container is read, whatever the order of its elements`()
        throws
    {
        let checkpoint = try TorchCheckpoint(
            contentsOfFile: TestFiles.path("Tests/Golden/tiny_checkpoint.pth"))
        #expect(checkpoint.info(of: "_conv_stem.weight")?.isContiguous == false)
        #expect(checkpoint.names.contains("_bn0.num_batches_tracked"))
        let parameters = try CheckpointImport.parameters(for: Self.network, from: checkpoint)
        #expect(parameters == (try Formula.parameters(for: Self.network)))
    }

    /// What timm or torchvision call a network's weights; written by `Golden/checkpoint_names.py`.
    struct NameSummary: Decodable, Sendable, CustomTestStringConvertible {
        let network: NetworkName
        let program: String
        let tensors: Int
        let elements: Int
        let sha256: ContentDigest

        enum NetworkName: String, Decodable {
            case lite0 = "efficientnet-lite0"
            case lite1 = "efficientnet-lite1"
            case lite2 = "efficientnet-lite2"
            case resnet18
            case resnet34
            case resnet50
            case mobilenetV1 = "mobilenet-v1"
            case mobilenetV2 = "mobilenet-v2"
        }

        var testDescription: String { "\(network.rawValue) of \(program)" }
    }

    /// None where the file cannot be read, which the test of their number reports.
    private static let summaries: [NameSummary] = {
        let data = try? TestFiles.bytes("Tests/Golden/checkpoint_names.json")
        return data.flatMap { try? JSONDecoder().decode([NameSummary].self, from: $0) } ?? []
    }()

    /// Architectures of textbooks, for which nobody publishes weights.
    private static let unpublished: Set<NetworkZoo> = [
        .vggStyle, .resNet8, .resNet20, .cnn3, .leNet5, .multilayerPerceptron, .perceptron,
    ]

    @Test func `names of every architecture that others have are known`() {
        let names = Set(Self.summaries.map(\.network.rawValue))
        #expect(names == Set(NetworkZoo.allCases.filter { !Self.unpublished.contains($0) }.map(\.rawValue)))
    }

    @Test(arguments: summaries)
    func `weights have the names and shapes of other programs`(summary: NameSummary) throws {
        let zoo = try #require(NetworkZoo(rawValue: summary.network.rawValue))
        let descriptions = try zoo.network().parameterDescriptions()
        #expect(descriptions.count == summary.tensors)
        #expect(descriptions.reduce(0) { $0 + $1.shape.elementCount } == summary.elements)
        let lines = descriptions.map { description in
            "\(description.name) \(description.shape.dimensions.map(String.init).joined(separator: "x"))"
        }
        #expect(ContentDigest(of: Array(lines.sorted().joined(separator: "\n").utf8)) == summary.sha256)
    }

    // MARK: What does not fit

    @Test func `entries that the network does not need are left`() throws {
        let file = try Self.file(changing: { tensors in
            tensors["bn1.num_batches_tracked"] = Tensor(shape: [], values: [9])
            tensors["_blocks.99._bn1.weight"] = Tensor(shape: [2], values: [1, 2])
            tensors["_blocks.x._bn1.weight"] = Tensor(shape: [2], values: [1, 2])
            tensors["_blocks.1._se_reduce.weight"] = Tensor(shape: [2], values: [1, 2])
            tensors["aux.classifier.weight"] = Tensor(shape: [2], values: [1, 2])
        })
        let parameters = try CheckpointImport.parameters(for: Self.network, from: file)
        #expect(parameters == (try Formula.parameters(for: Self.network)))
    }

    @Test(arguments: ["conv_stem.weight", "blocks.1.1.bn3.running_var", "classifier.bias"])
    func `a weight that is missing is named as the network calls it`(name: String) throws {
        let descriptions = try Self.network.parameterDescriptions()
        let shape = try #require(descriptions.first { $0.name == name }?.shape)
        let error = CheckpointImport.Failure.network(.missingParameter(name, expected: shape))
        for rename in [{ $0 }, Self.translate] as [(String) -> String] {
            let file = try Self.file(named: rename, changing: { $0[rename(name)] = nil })
            #expect(throws: error) { try CheckpointImport.parameters(for: Self.network, from: file) }
        }
        #expect("\(error)" == "parameter \"\(name)\" (\(shape)) is missing")
    }

    @Test func `a weight of another shape is refused with both shapes`() throws {
        let file = try Self.file(changing: {
            $0["conv_head.weight"] = Tensor(shape: [8, 12, 1, 1], repeating: 1)
        })
        #expect(
            throws: CheckpointImport.Failure.network(
                .wrongParameterShape("conv_head.weight", expected: [12, 8, 1, 1], got: [8, 12, 1, 1]))
        ) { try CheckpointImport.parameters(for: Self.network, from: file) }
    }

    @Test func `a checkpoint of PyTorch for another number of classes is refused with both shapes`() throws {
        let checkpoint = try TorchCheckpoint(
            contentsOfFile: TestFiles.path("Tests/Golden/tiny_checkpoint.pth"))
        let network = try Self.network.replacingHead(classCount: 5)
        #expect(
            throws: CheckpointImport.Failure.network(
                .wrongParameterShape("classifier.weight", expected: [5, 12], got: [3, 12]))
        ) { try CheckpointImport.parameters(for: network, from: checkpoint) }
    }

    @Test func `a network that contradicts itself takes no weights`() throws {
        var network = Self.network
        network.output = "nowhere"
        let file = try Self.file()
        #expect(throws: CheckpointImport.Failure.network(.unknownOutput("nowhere"))) {
            try CheckpointImport.parameters(for: network, from: file)
        }
    }
}
