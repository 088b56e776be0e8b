import Execution
import Networks
import Tensors
import TestSupport
import Testing

/// Every architecture and every operation, in both memory formats, against the plain-Swift executor.
@Suite struct PlanContractTests {
    /// The zoo with small inputs, so that the reference stays quick.
    static func small(_ zoo: NetworkZoo) -> Network {
        var network = zoo.network(classCount: 7)
        let usual = zoo.usualInput
        let side = usual.height > 32 ? 64 : 16
        network.input = InputShape(channels: usual.channels, height: side, width: side)
        return network
    }

    static let isOptimized: Bool = {
        #if DEBUG
        false
        #else
        true
        #endif
    }()

    /// In debug, the reference takes minutes for the wide networks.
    static let architectures = isOptimized ? NetworkZoo.allCases : [.vggStyle, .cnn3, .leNet5, .perceptron]

    static func expectClose(
        _ values: [Float], _ expected: [Double], absolute: Double = 1e-4, relative: Double = 1e-3,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(values.count == expected.count, sourceLocation: sourceLocation)
        let worst = zip(values, expected).map { value, expected in
            (Double(value) - expected).magnitude - relative * expected.magnitude
        }.max()
        #expect(worst ?? .infinity <= absolute, sourceLocation: sourceLocation)
        let spread = (expected.max() ?? 0) - (expected.min() ?? 0)
        #expect(
            spread > 1e-3 || expected.count == 1, "a constant output proves nothing",
            sourceLocation: sourceLocation)
    }

    static func expectAgreement(
        _ network: Network, _ format: InferencePlan.MemoryFormat, images: Int = 2, outputs: [String]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let parameters = try Formula.parameters(for: network)
        let input = Formula.images(images, network.input)
        let expected = try ReferenceExecutor(network, parameters: parameters).values(for: input)
        let plan = try InferencePlan(
            network, parameters: parameters, outputs: outputs, batchSize: images, memoryFormat: format)
        let session = try plan.makeSession()
        let pixels = Formula.channelsLast(input)
        for _ in 0..<2 {  // The second run finds whatever the first left in the arena.
            session.withInput { span in
                for index in pixels.indices { span[index] = pixels[index] }
            }
            try session.run()
        }
        for name in outputs ?? [network.output] {
            let reference = try #require(expected[name])
            #expect(session.output(name).shape == reference.shape, sourceLocation: sourceLocation)
            expectClose(session.output(name).values, reference.values, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: architectures, [InferencePlan.MemoryFormat.channelsLast, .blocked])
    func `a plan computes what the reference computes`(
        zoo: NetworkZoo, format: InferencePlan.MemoryFormat
    ) throws {
        try Self.expectAgreement(Self.small(zoo), format)
    }

    @Test(arguments: architectures)
    func `features in the middle can be asked for together with the output`(zoo: NetworkZoo) throws {
        let network = Self.small(zoo)
        let middle = network.nodes[network.nodes.count / 2].name
        let features = try network.featureExtractor().output
        try Self.expectAgreement(
            network, .channelsLast, images: 1, outputs: [middle, features, network.output])
    }

    @Test(arguments: architectures)
    func `sessions of one plan give the same bits, whatever they computed before`(zoo: NetworkZoo) throws {
        let network = Self.small(zoo)
        let plan = try InferencePlan(network, parameters: try Formula.parameters(for: network))
        let images = Formula.images(3, network.input)
        let pixels = (0..<3).map { image in
            Formula.channelsLast(images.row(image).reshaped(to: Shape([1] + network.input.shape.dimensions)))
        }
        func outputs(in order: [Int]) throws -> [Int: Tensor<Float>] {
            let session = try plan.makeSession()
            var outputs: [Int: Tensor<Float>] = [:]
            for image in order {
                session.withInput { span in
                    for index in pixels[image].indices { span[index] = pixels[image][index] }
                }
                try session.run()
                outputs[image] = session.output()
            }
            return outputs
        }
        let forwards = try outputs(in: [0, 1, 2])
        #expect(try outputs(in: [2, 0, 1]) == forwards)
        #expect(forwards[0] != forwards[1])
    }

    @Test func `a network that would take too much memory is refused`() throws {
        let widen = Operation.convolution(
            Convolution(filters: 128, window: SlidingWindow(kernel: Extent(1)), hasBias: true))
        // Twelve values of half a gigabyte each, none of which can be computed later than it is.
        let copy = Operation.maxPooling(SlidingWindow(kernel: Extent(1)))
        let wide =
            [Node("base", widen, inputs: ["input"])]
            + (0..<12).map { Node("wide\($0)", copy, inputs: ["base"]) }
        let sums = (1..<12).map { index in
            Node(
                "sum\(index)", .add(activation: nil),
                inputs: [index == 1 ? "wide0" : "sum\(index - 1)", "wide\(12 - index)"])
        }
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 1000, width: 1000), nodes: wide + sums,
            output: "sum11")
        do {
            _ = try InferencePlan(network, parameters: try Formula.parameters(for: network))
            Issue.record("a plan of several gigabytes was made")
        } catch ExecutionError.memoryTooLarge(let byteCount, let limit) {
            #expect(byteCount > limit && limit == InferencePlan.sessionByteLimit)
        }
    }

    @Test func `a weight that is missing is named, and so is an output`() throws {
        let network = Self.small(.vggStyle)
        var parameters = try Formula.parameters(for: network)
        #expect(throws: ExecutionError.network(.unknownOutput("nowhere"))) {
            try InferencePlan(network, parameters: parameters, outputs: ["nowhere"])
        }
        parameters["classifier.3.bias"] = nil
        #expect(throws: ExecutionError.network(.missingParameter("classifier.3.bias", expected: [7]))) {
            try InferencePlan(network, parameters: parameters)
        }
    }

    @Test func `a normalisation of a vector is refused by name`() throws {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 4),
            nodes: [
                Node("flat", .flatten, inputs: ["input"]),
                Node("norm", .batchNormalization(BatchNormalization()), inputs: ["flat"]),
            ], output: "norm")
        #expect(throws: ExecutionError.unsupported(node: "norm", .batchNormalization, input: [48])) {
            try InferencePlan(network, parameters: try Formula.parameters(for: network))
        }
    }
}
