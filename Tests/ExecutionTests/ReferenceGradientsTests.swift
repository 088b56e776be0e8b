import Execution
import Networks
import Tensors
import TestSupport
import Testing

/// Back-propagation in double precision against finite differences, for every operation and every
/// architecture.
@Suite struct ReferenceGradientsTests {
    private static func network(_ example: OperationContractTests.Case) -> Network {
        Network(
            name: "test", input: InputShape(channels: 3, height: 6, width: 5), nodes: example.nodes,
            output: example.nodes.last?.name ?? "")
    }

    @Test(arguments: OperationContractTests.cases + OperationContractTests.activationCases)
    func `the gradients of an operation are its slopes`(example: OperationContractTests.Case) throws {
        try FiniteDifferences(Self.network(example), images: 2).expectElements(4)
    }

    private static let normalized = [
        Node(
            "conv",
            .convolution(
                Convolution(
                    filters: 4, window: SlidingWindow(kernel: Extent(3), padding: .same), hasBias: true)),
            inputs: ["input"]),
        Node("norm", .batchNormalization(BatchNormalization(epsilon: 1e-3)), inputs: ["conv"]),
        Node("tanh", .activation(.tanh), inputs: ["norm"]),
        Node("norm2", .batchNormalization(BatchNormalization()), inputs: ["tanh"]),
        Node("flat", .flatten, inputs: ["norm2"]),
        Node("norm3", .batchNormalization(BatchNormalization()), inputs: ["flat"]),
    ]

    @Test(arguments: [[], ["norm"], ["norm", "norm2", "norm3"]] as [Set<String>])
    func `normalisations have gradients, frozen or not`(frozen: Set<String>) throws {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 3), nodes: Self.normalized,
            output: "norm3")
        try FiniteDifferences(network, images: 3, frozen: frozen).expectElements(6)
    }

    @Test func `a value that is read several times gets the sum of what comes back`() throws {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 3),
            nodes: [
                Node("twice", .add(activation: nil), inputs: ["input", "input"]),
                Node("joined", .concatenate, inputs: ["twice", "input", "twice"]),
                Node("silu", .activation(.silu), inputs: ["joined"]),
                Node("sum", .add(activation: .gelu), inputs: ["silu", "joined"]),
                Node("unread", .activation(.relu), inputs: ["twice"]),
            ], output: "sum")
        try FiniteDifferences(network, images: 2).expectElements(12)
    }

    /// Small images, so that differences are quick; ResNet-18's last image is of one pixel.
    private static func small(_ zoo: NetworkZoo) throws -> Network {
        let side = zoo.usualInput.height > 32 ? 32 : 12
        let input = InputShape(channels: zoo.usualInput.channels, height: side, width: side)
        return try zoo.network(classCount: 5, input: input)
    }

    /// In debug, differences of the wide networks take minutes.
    private static let architectures =
        PlanContractTests.isOptimized ? NetworkZoo.allCases : [.leNet5, .perceptron]

    @Test(arguments: architectures)
    func `the gradients of an architecture are its slopes`(zoo: NetworkZoo) throws {
        let network = try Self.small(zoo)
        try FiniteDifferences(network, images: 4).expectDirections(tensorsAtATime: 24)
    }

    // MARK: What training mode does

    @Test func `dropout drops by its mask, there and back`() throws {
        let network = Network(
            name: "test", input: InputShape(channels: 2, height: 5, width: 4),
            nodes: [Node("drop", .dropout(rate: 0.4), inputs: ["input"])], output: "drop")
        let training = try ReferenceGradients(network, parameters: Parameters())
        let input = Formula.images(3, network.input)
        let pass = training.forward(input, dropoutSeed: 9)
        let mask = DropoutMask(seed: 9, node: "drop", rate: 0.4)
        let factors = (0..<input.shape.elementCount).map(mask.factor(at:))
        #expect(training.output(of: pass).values == zip(input.values, factors).map(*))
        let ones = Tensor(shape: input.shape, repeating: 1.0)
        #expect(training.backward(pass, outputGradient: ones).input.values == factors)
        #expect(training.output(of: training.forward(input, dropoutSeed: 8)) != training.output(of: pass))
    }

    @Test func `statistics are those of the shard, and stored ones follow them`() throws {
        let network = Network(
            name: "test", input: InputShape(channels: 1, height: 1, width: 2),
            nodes: [
                Node(
                    "norm", .batchNormalization(BatchNormalization(epsilon: 0, momentum: 0.25)),
                    inputs: ["input"])
            ], output: "norm")
        let parameters: [String: Tensor<Double>] = [
            "norm.weight": Tensor(shape: [1], values: [2]), "norm.bias": Tensor(shape: [1], values: [1]),
            "norm.running_mean": Tensor(shape: [1], values: [8]),
            "norm.running_var": Tensor(shape: [1], values: [12]),
        ]
        let input = Tensor(shape: [2, 1, 1, 2], values: [1.0, 3, 5, 7])
        let training = try ReferenceGradients(network, parameters: parameters)
        let pass = training.forward(input)
        #expect(
            pass.statistics == ["norm": BatchStatistics(mean: [4], variance: [5], valueCount: 4)])
        let scale = 2 / 5.0.squareRoot()
        let expected = [-3, -1, 1, 3].map { $0 * scale + 1 }
        #expect(zip(training.output(of: pass).values, expected).allSatisfy { ($0 - $1).magnitude < 1e-12 })
        let updated = training.updatedStatistics(after: pass)
        #expect(updated["norm.running_mean"]?.values == [7])
        // 5 · 4 / 3 = 20 / 3 is the unbiased variance.
        let variance = try #require(updated["norm.running_var"]?.values.first)
        #expect((variance - (9 + 5.0 / 3)).magnitude < 1e-12)

        let frozen = try ReferenceGradients(network, parameters: parameters, frozen: ["norm"])
        let frozenPass = frozen.forward(input)
        #expect(frozenPass.statistics.isEmpty)
        #expect(frozen.updatedStatistics(after: frozenPass).isEmpty)
        let inference = try ReferenceExecutor(network, parameters: parameters)
        #expect(frozen.output(of: frozenPass) == inference(input))
    }

    @Test func `one value alone has no spread to follow`() {
        let seen = BatchStatistics(mean: [3], variance: [0], valueCount: 1)
        let updated = seen.updated(runningMean: [1], runningVariance: [2], BatchNormalization(momentum: 0.5))
        #expect(updated.mean == [2] && updated.variance == [1])
    }

    @Test func `fused and separate descriptions have the same gradients`() throws {
        let fused = NetworkZoo.resNet8.network(classCount: 3).fusingActivations().fusingResiduals()
        let network = try NetworkZoo.resNet8.network(
            classCount: 3, input: InputShape(channels: 3, height: 8, width: 8))
        var rewritten = fused
        rewritten.input = network.input
        let input = Formula.images(2, network.input)
        let results = try [network, rewritten].map { description in
            let training = try ReferenceGradients(
                description, parameters: try Formula.parameters(for: network))
            let pass = training.forward(input)
            let gradient = Formula.outputGradient(training.output(of: pass).shape)
            return training.backward(pass, outputGradient: gradient)
        }
        #expect(results[0].parameters == results[1].parameters)
        #expect(results[0].input == results[1].input)
    }

    @Test func `missing parameters and misshapen gradients are refused`() async throws {
        let network = NetworkZoo.perceptron.network(classCount: 2)
        #expect(throws: ExecutionError.network(.missingParameter("fc.weight", expected: [2, 784]))) {
            try ReferenceGradients(network, parameters: Parameters())
        }
        await #expect(processExitsWith: .failure) {
            let network = NetworkZoo.perceptron.network(classCount: 2)
            let training = try ReferenceGradients(
                network, parameters: try Formula.parameters(for: network))
            let pass = training.forward(Formula.images(1, network.input))
            _ = training.backward(pass, outputGradient: Tensor(shape: [1, 3], repeating: 0))
        }
    }
}
