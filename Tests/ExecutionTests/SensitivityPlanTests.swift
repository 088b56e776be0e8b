import Execution
import Networks
import Tensors
import TestSupport
import Testing

/// The last feature map and its gradients against back-propagation in double precision, for every
/// architecture.
@Suite struct SensitivityPlanTests {
    private static let withoutMaps: Set<NetworkZoo> = [.perceptron, .multilayerPerceptron]

    /// In debug, the reference of the wide networks takes minutes.
    private static let architectures =
        (PlanContractTests.isOptimized ? NetworkZoo.allCases : [.vggStyle, .cnn3, .leNet5]).filter {
            !withoutMaps.contains($0)
        }

    /// Within a share of the largest magnitude.
    private static func expectClose(
        _ found: Tensor<Float>, _ expected: Tensor<Double>, _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            expected.shape.dimensions == [1] + found.shape.dimensions, comment, sourceLocation: sourceLocation
        )
        let scale = expected.values.map(\.magnitude).max() ?? 0
        let distance = zip(found.values, expected.values).map { (Double($0) - $1).magnitude }.max()
        #expect(scale > 1e-6, comment, sourceLocation: sourceLocation)
        #expect(distance ?? .infinity <= 1e-3 * scale, comment, sourceLocation: sourceLocation)
    }

    private static func fill(_ session: SensitivitySession, with image: Tensor<Double>) {
        let pixels = Formula.channelsLast(image)
        session.withInput { input in
            for index in pixels.indices { input[index] = pixels[index] }
        }
    }

    @Test(arguments: architectures)
    func `feature map and gradients are the reference's`(zoo: NetworkZoo) throws {
        let network = PlanContractTests.small(zoo)
        let parameters = try Formula.trainingParameters(for: network)
        let plan = try SensitivityPlan(network, parameters: parameters)
        let session = try plan.makeSession()
        #expect(plan.outputCount == 7)

        let plain = network.droppingDropout()
        let suffix = plain.suffix(after: plan.node, input: plan.featureMap)
        let normalizations = suffix.nodes.filter { $0.operation.kind == .batchNormalization }.map(\.name)
        let reference = try ReferenceGradients(suffix, parameters: parameters, frozen: Set(normalizations))
        let executor = try ReferenceExecutor(plain, parameters: parameters)
        for image in [Formula.images(1, network.input), Formula.distinctImages(1, network.input)] {
            let featureMap = try #require(executor.values(for: image)[plan.node])
            Self.fill(session, with: image)
            try session.run()
            Self.expectClose(session.featureMap, featureMap, "feature map of \(zoo)")
            let pass = reference.forward(featureMap)
            // The second run finds what the first left in memory.
            for output in [2, 6, 2] {
                let weights = (0..<7).map { Float($0 == output ? 1 : 0) }
                let outputGradient = Tensor<Double>(shape: [1, 7], values: weights.map(Double.init))
                Self.expectClose(
                    try session.gradient(outputWeights: weights),
                    reference.backward(pass, outputGradient: outputGradient).input,
                    "gradient of output \(output) of \(zoo)")
            }
        }
    }

    @Test func `a residual that the description leaves to a convolution is found`() throws {
        let window = SlidingWindow(kernel: Extent(1))
        let network = Network(
            name: "fused", input: InputShape(channels: 2, height: 3, width: 4),
            nodes: [
                Node("first", .convolution(Convolution(filters: 2, window: window)), inputs: ["input"]),
                Node(
                    "sum",
                    .convolution(
                        Convolution(filters: 2, window: window, addsResidual: true, activation: .relu)),
                    inputs: ["first", "first"]),
                Node("drop", .dropout(), inputs: ["sum"]),
                Node("pool", .globalAveragePooling, inputs: ["drop"]),
                Node("fc", .linear(Linear(features: 2)), inputs: ["pool"]),
            ], output: "fc")
        let parameters = try Formula.parameters(for: network)
        let plan = try SensitivityPlan(network, parameters: parameters)
        #expect(plan.node == "sum")
        #expect(plan.featureMap == InputShape(channels: 2, height: 3, width: 4))
        let session = try plan.makeSession()
        let image = Formula.images(1, network.input)
        Self.fill(session, with: image)
        try session.run()
        let expected = try ReferenceExecutor(network, parameters: parameters).values(for: image)
        Self.expectClose(session.featureMap, try #require(expected["sum"]), "sum")
        // The mean over 12 positions hands a twelfth of each weight to each of them.
        let weights = try #require(parameters["fc.weight"]?.values)
        let gradient = try session.gradient(outputWeights: [0, 1])
        #expect(gradient.shape == [2, 3, 4])
        for (channel, weight) in weights[2...].enumerated() {
            for position in 0..<12 {
                #expect((gradient[channel * 12 + position] - weight / 12).magnitude < 1e-6)
            }
        }
    }

    @Test(arguments: withoutMaps) func `a network without maps is refused by name`(zoo: NetworkZoo) throws {
        let network = PlanContractTests.small(zoo)
        let parameters = try Formula.parameters(for: network)
        #expect(throws: ExecutionError.network(.noFeatureMap(network: zoo.rawValue))) {
            try SensitivityPlan(network, parameters: parameters)
        }
    }
}
