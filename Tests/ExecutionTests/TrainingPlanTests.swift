import Execution
import Networks
import OneDNN
import Tensors
import TestSupport
import Testing

/// The training plan in single precision against back-propagation in double precision, for every operation and every
/// architecture.
@Suite struct TrainingPlanTests {
    /// How far a value may be from its reference: `atol + rtol · |reference|`, and for tensors by their norms, since single
    /// sums over many values cancel out.
    private static let tolerance = (absolute: 1e-4, relative: 2e-3)

    /// What both make of one shard.
    private struct Comparison {
        let session: TrainingSession
        let reference: ReferenceGradients
        let input: Tensor<Double>

        init(_ network: Network, images: Int, frozen: Bool = false) throws {
            let parameters = try Formula.trainingParameters(for: network)
            let plan = try TrainingPlan(network, shardSize: images, keepsStatistics: frozen)
            let stored = try TrainingParameters(plan, parameters)
            try stored.makePacker().pack(0..<stored.packingCount)
            session = try TrainingSession(stored)
            let normalizations = network.nodes.filter { $0.operation.kind == .batchNormalization }
            reference = try ReferenceGradients(
                network, parameters: parameters, frozen: frozen ? Set(normalizations.map(\.name)) : [])
            input = Formula.distinctImages(images, network.input)
            fill()
        }

        private func fill() {
            let (images, channels) = (input.shape[0], input.shape[1])
            let positions = input.shape.elementCount / (images * channels)
            session.withInput { values in
                for image in 0..<images {
                    for position in 0..<positions {
                        for channel in 0..<channels {
                            values[(image * positions + position) * channels + channel] = Float(
                                input[(image * channels + channel) * positions + position])
                        }
                    }
                }
            }
        }

        func expectEqual(_ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation) throws {
            let seed: UInt64 = 5
            let pass = reference.forward(input, dropoutSeed: seed)
            let expected = reference.output(of: pass)
            let outputGradient = Formula.outputGradient(expected.shape)
            let gradients = reference.backward(pass, outputGradient: outputGradient)
            try session.forward(dropoutSeed: seed)
            let output = session.withOutput { output, gradient in
                for index in gradient.indices { gradient[index] = Float(outputGradient[index]) }
                return (0..<output.count).map { Double(output[$0]) }
            }
            try session.backward()
            Self.expectClose(output, expected.values, "output, \(comment)", sourceLocation)
            for entry in session.plan.layout.learned {
                let found = session.gradient.read(at: entry.offset * 4, count: entry.shape.elementCount)
                let wanted = gradients.parameters[entry.name]?.values ?? found.map { _ in 0 }
                Self.expectClose(found.map(Double.init), wanted, "\(entry.name), \(comment)", sourceLocation)
            }
        }

        private static func expectClose(
            _ found: [Double], _ wanted: [Double], _ comment: Comment, _ sourceLocation: SourceLocation
        ) {
            #expect(found.count == wanted.count, comment, sourceLocation: sourceLocation)
            let norm = wanted.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let distance = zip(found, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            let limit = tolerance.absolute + tolerance.relative * norm
            #expect(distance <= limit, comment, sourceLocation: sourceLocation)
        }
    }

    /// The operation behind a convolution, which gives it an input that has a gradient, and flattened.
    private static func network(_ example: OperationContractTests.Case) -> Network {
        var nodes = [
            Node(
                "before",
                .convolution(
                    Convolution(filters: 3, window: SlidingWindow(kernel: Extent(1)), hasBias: true)),
                inputs: ["input"])
        ]
        nodes += example.nodes.map { node in
            var node = node
            node.inputs = node.inputs.map { $0 == "input" ? "before" : $0 }
            return node
        }
        nodes.append(Node("end", .flatten, inputs: [nodes.last?.name ?? ""]))
        return Network(
            name: "test", input: InputShape(channels: 3, height: 6, width: 5), nodes: nodes, output: "end")
    }

    @Test(arguments: OperationContractTests.cases + OperationContractTests.activationCases)
    func `the plan's gradients of an operation are the reference's`(example: OperationContractTests.Case)
        throws
    {
        let network = Self.network(example)
        do {
            try Comparison(network, images: 2).expectEqual("\(example)")
        } catch ExecutionError.unsupported {
            // Only a residual that a rewriting pass has put into a convolution, which training never sees.
            #expect(example.nodes.contains { $0.operation.addsResidual }, "\(example)")
        }
    }

    private static func small(_ zoo: NetworkZoo) throws -> Network {
        let side = zoo.usualInput.height > 32 ? 64 : 28
        let input = InputShape(channels: zoo.usualInput.channels, height: side, width: side)
        return try zoo.network(classCount: 5, input: input)
    }

    /// In debug, the reference of the wide networks takes minutes.
    private static let architectures =
        PlanContractTests.isOptimized ? NetworkZoo.allCases : [.leNet5, .perceptron]

    @Test(arguments: architectures, [false, true])
    func `the plan's gradients of an architecture are the reference's`(zoo: NetworkZoo, frozen: Bool) throws {
        try Comparison(try Self.small(zoo), images: 4, frozen: frozen).expectEqual("\(zoo)")
    }

    @Test func `running a shard again gives the same bits`() throws {
        let network = try NetworkZoo.cnn3.network(
            classCount: 4, input: InputShape(channels: 1, height: 12, width: 12))
        let session = try Comparison(network, images: 5).session
        var gradients: [[Float]] = []
        for _ in 0..<3 {
            try session.forward(dropoutSeed: 1)
            session.withOutput { output, gradient in
                for index in gradient.indices { gradient[index] = output[index] }
            }
            try session.backward()
            gradients.append(session.gradient.read(at: 0, count: session.plan.layout.learnedCount))
        }
        #expect(gradients[0] == gradients[1] && gradients[1] == gradients[2])
        #expect(gradients[0].contains { $0 != 0 })
    }

    /// The last map of the network is 1 × 1 for images of 4 pixels, so that one of them gives no statistics.
    @Test func `statistics over a single value are refused`() throws {
        let input = InputShape(channels: 3, height: 4, width: 4)
        let network = try NetworkZoo.resNet8.network(classCount: 3, input: input)
        let error = ExecutionError.singleValueStatistics(node: "layer3.0.bn1", input: [64, 1, 1])
        #expect(throws: error) { try TrainingPlan(network, shardSize: 1) }
        #expect(
            error.description
                == "node \"layer3.0.bn1\" would normalise a single value of each channel, one image of 64×1×1: "
                + "train with larger batches or larger images, or keep the stored statistics")
        _ = try TrainingPlan(network, shardSize: 2)
        _ = try TrainingPlan(network, shardSize: 1, keepsStatistics: true)
        let vectors = Network(name: "test", input: input) {
            Layer("flat", .flatten)
            Layer("norm", .batchNormalization(BatchNormalization()))
            Layer("fc", .linear(Linear(features: 2)))
        }
        #expect(throws: ExecutionError.singleValueStatistics(node: "norm", input: [48])) {
            try TrainingPlan(vectors, shardSize: 1)
        }
    }

    @Test func `a network that ends in an image is refused`() throws {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 4),
            nodes: [Node("relu", .activation(.relu), inputs: ["input"])], output: "relu")
        #expect(
            throws: ExecutionError.network(
                .wrongInputShape(node: "relu", expected: "a vector to train on", got: [3, 4, 4]))
        ) { try TrainingPlan(network, shardSize: 2) }
    }
}

extension Networks.Operation {
    fileprivate var addsResidual: Bool {
        if case .convolution(let settings) = self { settings.addsResidual } else { false }
    }
}
