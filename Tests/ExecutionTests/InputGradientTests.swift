import Execution
import Networks
import Tensors
import TestSupport
import Testing

/// The gradient of the images that a training plan was asked for, against back-propagation in double
/// precision.
@Suite struct InputGradientTests {
    private static func expectAgreement(
        _ network: Network, images count: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let parameters = try Formula.trainingParameters(for: network)
        let plan = try TrainingPlan(network, shardSize: count, computesInputGradient: true)
        let stored = try TrainingParameters(plan, parameters)
        try stored.makePacker().pack(0..<stored.packingCount)
        let session = try TrainingSession(stored)
        let images = Formula.distinctImages(count, network.input)
        let pixels = Formula.channelsLast(images)
        let outputGradient = Formula.outputGradient([count, plan.outputCount])
        session.withInput { input in
            for index in pixels.indices { input[index] = pixels[index] }
        }
        try session.forward(dropoutSeed: 5)
        session.withOutput { _, gradient in
            for index in gradient.indices { gradient[index] = Float(outputGradient[index]) }
        }
        try session.backward()
        let reference = try ReferenceGradients(network, parameters: parameters)
        let pass = reference.forward(images, dropoutSeed: 5)
        let expected = Formula.channelsLast(reference.backward(pass, outputGradient: outputGradient).input)
        let found = session.inputGradient()
        #expect(found.count == expected.count, sourceLocation: sourceLocation)
        let norm = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let distance = zip(found, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        #expect(distance <= 1e-4 + 2e-3 * norm, sourceLocation: sourceLocation)
    }

    /// The operation alone, with a linear layer behind that gives its output a gradient.
    private static func network(_ example: OperationContractTests.Case) -> Network {
        var nodes = example.nodes.suffix(1).map { node in
            Node(node.name, node.operation, inputs: node.inputs.map { _ in Network.inputName })
        }
        nodes.append(Node("end", .flatten, inputs: nodes.map(\.name)))
        nodes.append(Node("fc", .linear(Linear(features: 3)), inputs: ["end"]))
        return Network(
            name: "test", input: InputShape(channels: 6, height: 6, width: 5), nodes: nodes, output: "fc")
    }

    /// Those that read images.
    private static let cases = (OperationContractTests.cases + OperationContractTests.activationCases)
        .filter { (try? network($0).shapes()) != nil && !addsResidual($0) }

    /// Whether the operation is a convolution that adds, which rewriting passes make and training never sees.
    private static func addsResidual(_ example: OperationContractTests.Case) -> Bool {
        guard case .convolution(let convolution) = example.nodes.last?.operation else { return false }
        return convolution.addsResidual
    }

    @Test func `most operations read images`() {
        #expect(
            Set(Self.cases.map(\.kind)).isSuperset(of: Operation.Kind.allCases.filter { $0 != .linear }))
    }

    @Test(arguments: cases) func `an operation on the images themselves hands their gradient on`(
        example: OperationContractTests.Case
    ) throws {
        try Self.expectAgreement(Self.network(example), images: 2)
    }

    @Test func `a whole network hands the gradient of its images on`() throws {
        try Self.expectAgreement(PlanContractTests.small(.leNet5), images: 2)
    }
}
