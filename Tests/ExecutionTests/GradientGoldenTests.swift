import Execution
import FoundationEssentials
import Networks
import Tensors
import TestSupport
import Testing

/// One training step against PyTorch in 64-bit floats; the numbers are written by `Golden/gradients.py`.
@Suite struct GradientGoldenTests {
    /// The networks of the file; the two ResNets differ in what is frozen.
    enum GoldenNetwork: String, CaseIterable, Sendable {
        case leNet5 = "lenet5"
        case resNet18 = "resnet18"
        case resNet18Frozen = "resnet18-frozen"
        case efficientNetLite0 = "efficientnet-lite0"

        func network(input: InputShape) throws -> Network {
            let zoo: NetworkZoo =
                switch self {
                case .leNet5: .leNet5
                case .resNet18, .resNet18Frozen: .resNet18
                case .efficientNetLite0: .efficientNetLite0
                }
            // What PyTorch drops is chance.
            return try zoo.network(classCount: 10, input: input).droppingDropout()
        }
    }

    private struct File: Decodable {
        let networks: [String: Golden]
    }

    private struct Golden: Decodable {
        let input: [Int]
        let frozen: Set<String>
        let output: Summary
        let inputGradient: Summary
        let gradients: [String: Summary]
        let statistics: [String: Summary]
    }

    /// A tensor in short.
    private struct Summary: Decodable {
        let sum: Double
        let norm: Double
        /// Evenly spaced elements, where given.
        let samples: [Double]?
    }

    private static func golden(_ network: GoldenNetwork) throws -> Golden {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Golden/gradients.json").standardizedFileURL
        let content = try JSONDecoder().decode(File.self, from: try Data(contentsOf: file))
        return try #require(content.networks[network.rawValue])
    }

    /// In debug, the wide networks take minutes.
    private static let networks: [GoldenNetwork] =
        PlanContractTests.isOptimized ? GoldenNetwork.allCases : [.leNet5]

    @Test(arguments: networks) func `the reference computes PyTorch's gradients`(network: GoldenNetwork)
        throws
    {
        let golden = try Self.golden(network)
        let shape = InputShape(channels: golden.input[1], height: golden.input[2], width: golden.input[3])
        let description = try network.network(input: shape)
        let training = try ReferenceGradients(
            description, parameters: try Formula.trainingParameters(for: description), frozen: golden.frozen)
        let pass = training.forward(Formula.distinctImages(golden.input[0], shape))
        let output = training.output(of: pass)
        Self.expectClose(output, golden.output, "output")
        let gradients = training.backward(pass, outputGradient: Formula.outputGradient(output.shape))
        Self.expectClose(gradients.input, golden.inputGradient, "input")
        #expect(Set(gradients.parameters.keys) == Set(golden.gradients.keys))
        for (name, summary) in golden.gradients {
            Self.expectClose(try #require(gradients.parameters[name]), summary, name)
        }
        let statistics = training.updatedStatistics(after: pass)
        #expect(Set(statistics.keys) == Set(golden.statistics.keys))
        for (name, summary) in golden.statistics {
            Self.expectClose(try #require(statistics[name]), summary, name)
        }
    }

    /// Within 1e-6 of the expected number, and of a small share of the whole tensor where a sum or an element
    /// cancels out to almost nothing. A bias in front of a batch normalisation has no gradient but rounding
    /// errors.
    private static func expectClose(
        _ tensor: Tensor<Double>, _ expected: Summary, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let count = tensor.shape.elementCount
        let norm = tensor.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        var pairs = [(tensor.values.reduce(0, +), expected.sum), (norm, expected.norm)]
        let samples = expected.samples ?? []
        for (index, sample) in samples.enumerated() {
            pairs.append((tensor[index * count / samples.count], sample))
        }
        for (value, number) in pairs {
            #expect(
                (value - number).magnitude <= 1e-6 * number.magnitude + 1e-8 * expected.norm + 1e-11,
                "\(name): \(value), not \(number)", sourceLocation: sourceLocation)
        }
    }
}
