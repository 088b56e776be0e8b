import Execution
import FoundationEssentials
import Networks
import Tensors
import TestSupport
import Testing

/// Both executors against PyTorch in 64-bit floats; the numbers are written by `Golden/reference_values.py`.
@Suite struct GoldenTests {
    /// The networks of the file, with inputs of 64 px and 10 classes.
    enum GoldenNetwork: String, CaseIterable, Sendable {
        case resNet18 = "resnet18"
        case smallVGG

        var network: Network {
            switch self {
            case .resNet18: ResNet.resNet18.network(classCount: 10, imageSize: 64)
            case .smallVGG: VGGStyle.network(classCount: 10, imageSize: 64)
            }
        }

        /// Our node for one of PyTorch's modules, whose output includes the activation.
        func node(for module: String) -> String {
            switch module {
            case "relu": "bn1.relu"
            case let layer where layer.hasPrefix("layer"): "\(layer).1.relu"
            default: module
            }
        }
    }

    private struct Golden: Decodable {
        let parameters: [String]
        let stages: [Stage]
        let logits: [Double]
    }

    /// What a module computes on the way, in short.
    private struct Stage: Decodable {
        let name: String
        let shape: [Int]
        let mean: Double
        /// Evenly spaced elements.
        let samples: [Double]
    }

    private struct Goldens: Decodable {
        let resnet18: Golden
        let smallVGG: Golden
    }

    private static func golden(_ network: GoldenNetwork) throws -> Golden {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Golden/executor_goldens.json").standardizedFileURL
        let goldens = try JSONDecoder().decode(Goldens.self, from: try Data(contentsOf: file))
        return network == .resNet18 ? goldens.resnet18 : goldens.smallVGG
    }

    /// In debug, the reference takes minutes for ResNet.
    private static let referenceNetworks: [GoldenNetwork] =
        PlanContractTests.isOptimized ? GoldenNetwork.allCases : [.smallVGG]

    @Test(arguments: GoldenNetwork.allCases)
    func `weights are named as PyTorch names them`(network: GoldenNetwork) throws {
        let names = try network.network.parameterDescriptions().map(\.name).sorted()
        #expect(try names == Self.golden(network).parameters)
    }

    /// PyTorch's weights have 64 bits and ours 32, which is the whole difference.
    @Test(arguments: referenceNetworks)
    func `the reference computes PyTorch's values at every stage`(network: GoldenNetwork) throws {
        let golden = try Self.golden(network)
        let description = network.network
        let executor = try ReferenceExecutor(
            description, parameters: try Formula.parameters(for: description))
        let values = executor.values(for: Formula.images(1, description.input))
        for stage in golden.stages {
            let value = try #require(values[network.node(for: stage.name)])
            try Self.expectClose(value, stage, absolute: 1e-6, relative: 1e-6)
        }
        let logits = try #require(values[description.output])
        #expect(Self.worst(logits.values, golden.logits, relative: 1e-6) <= 1e-6)
    }

    @Test(arguments: GoldenNetwork.allCases, [InferencePlan.MemoryFormat.channelsLast, .blocked])
    func `a plan computes PyTorch's values at every stage`(
        network: GoldenNetwork, format: InferencePlan.MemoryFormat
    ) throws {
        let golden = try Self.golden(network)
        let description = network.network
        let stages = golden.stages.map { network.node(for: $0.name) }
        let plan = try InferencePlan(
            description, parameters: try Formula.parameters(for: description),
            outputs: stages + [description.output], memoryFormat: format)
        let session = try plan.makeSession()
        let pixels = Formula.channelsLast(Formula.images(1, description.input))
        session.withInput { span in for index in pixels.indices { span[index] = pixels[index] } }
        try session.run()
        for (stage, name) in zip(golden.stages, stages) {
            let value = session.output(name).converted(to: Double.self)
            try Self.expectClose(value, stage, absolute: 1e-4, relative: 1e-4)
        }
        let logits = session.output(description.output).values.map(Double.init)
        #expect(Self.worst(logits, golden.logits, relative: 1e-4) <= 1e-4)
    }

    /// A plan that need not keep the stages fuses more; its result is the same.
    @Test(arguments: GoldenNetwork.allCases, [InferencePlan.MemoryFormat.channelsLast, .blocked])
    func `a plan for the output alone computes PyTorch's logits`(
        network: GoldenNetwork, format: InferencePlan.MemoryFormat
    ) throws {
        let description = network.network
        let plan = try InferencePlan(
            description, parameters: try Formula.parameters(for: description), memoryFormat: format)
        let session = try plan.makeSession()
        let pixels = Formula.channelsLast(Formula.images(1, description.input))
        session.withInput { span in for index in pixels.indices { span[index] = pixels[index] } }
        try session.run()
        let logits = session.output().values.map(Double.init)
        #expect(Self.worst(logits, try Self.golden(network).logits, relative: 1e-4) <= 1e-4)
    }

    private static func expectClose(
        _ value: Tensor<Double>, _ stage: Stage, absolute: Double, relative: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        // PyTorch keeps the two last axes of a pooled image, of extent 1.
        let extents = value.shape.dimensions
        #expect(
            extents == stage.shape || extents + [1, 1] == stage.shape, "\(stage.name)",
            sourceLocation: sourceLocation)
        let count = value.values.count
        let samples = stage.samples.indices.map { value[$0 * count / stage.samples.count] }
        #expect(
            Self.worst(samples, stage.samples, relative: relative) <= absolute, "\(stage.name)",
            sourceLocation: sourceLocation)
        let mean = value.values.reduce(0, +) / Double(count)
        #expect(
            Self.worst([mean], [stage.mean], relative: relative) <= absolute, "\(stage.name)",
            sourceLocation: sourceLocation)
    }

    /// The largest of `|a − b| − relative · |b|`.
    private static func worst(_ values: [Double], _ expected: [Double], relative: Double) -> Double {
        guard values.count == expected.count, !values.isEmpty else { return .infinity }
        return zip(values, expected).map { value, expected in
            let excess = (value - expected).magnitude - relative * expected.magnitude
            return excess.isNaN ? .infinity : excess
        }.max() ?? .infinity
    }
}
