import Networks
import Tensors
import Testing

@Suite struct InitialParametersTests {
    private static let input = InputShape(channels: 3, height: 16, width: 16)

    @Test(arguments: NetworkZoo.allCases)
    func `every architecture gets the parameters that it needs`(zoo: NetworkZoo) throws {
        let network = zoo.network(classCount: 3)
        let descriptions = try network.parameterDescriptions()
        for node in network.nodes {
            for role in ParameterRole.allCases {
                let name = node.parameterName(role)
                guard descriptions.contains(where: { $0.name == name }) else { continue }
                let expected: Set<Initializer> =
                    switch (node.operation.kind, role) {
                    case (.batchNormalization, .weight), (_, .runningVariance): [.ones]
                    case (_, .bias), (_, .runningMean): [.zeros]
                    default: [.heNormal(), .xavierUniform, .normal(standardDeviation: 0.01)]
                    }
                #expect(expected.contains(network.initializer(of: node, role)), "\(name)")
            }
        }
        #expect(network.initializer(of: try network.head(), .weight) == .normal(standardDeviation: 0.01))
    }

    @Test func `drawn parameters fit, and are reproducible`() throws {
        let network = try NetworkZoo.resNet8.network(classCount: 3, input: Self.input)
        let parameters = try network.initialParameters(seed: 5)
        try network.check(parameters)
        #expect(parameters.count == (try network.parameterDescriptions().count))
        #expect(try network.initialParameters(seed: 5) == parameters)
        let other = try network.initialParameters(seed: 6)
        #expect(other["conv1.weight"] != parameters["conv1.weight"])
        #expect(other["bn1.weight"] == parameters["bn1.weight"])
    }

    @Test func `a parameter depends on the seed and on its own name only`() throws {
        let few = try NetworkZoo.resNet8.network(classCount: 3, input: Self.input)
        let many = try NetworkZoo.resNet20.network(classCount: 9, input: Self.input)
        let (first, second) = (try few.initialParameters(seed: 5), try many.initialParameters(seed: 5))
        #expect(first["layer2.0.conv1.weight"] == second["layer2.0.conv1.weight"])
        #expect(first["layer2.0.conv1.weight"]?.values != first["layer2.0.downsample.0.weight"]?.values)
        let values = [first["layer1.0.conv1.weight"], first["layer1.0.conv2.weight"]].map { $0?.values }
        #expect(values[0] != values[1])
    }

    /// The function behind a layer decides, wherever it stands.
    @Test(arguments: [
        (Activation.relu, Initializer.heNormal()), (.relu6, .heNormal()), (.leakyRelu, .heNormal()),
        (.silu, .heNormal()), (.hardSwish, .heNormal()), (.gelu, .heNormal()),
        (.sigmoid, .xavierUniform), (.tanh, .xavierUniform),
    ])
    func `weights suit the function behind them`(activation: Activation, expected: Initializer) throws {
        let network = Network(name: "test", input: Self.input) {
            ConvBlock(
                "alone", filters: 4, kernelSize: 3, padding: .same, normalization: nil,
                activation: activation)
            ConvBlock(
                "normalized", filters: 4, kernelSize: 3, padding: .same, normalization: "norm",
                activation: activation)
            Layer("pool", .globalAveragePooling)
            Layer("fused", .linear(Linear(features: 4, activation: activation)))
            LinearBlock("hidden", features: 4, activation: activation)
            Layer("last", .linear(Linear(features: 2)))
            Layer("softmax", .softmax)
        }
        for name in ["alone", "normalized", "fused", "hidden"] {
            let node = try #require(network.node(named: name))
            #expect(network.initializer(of: node, .weight) == expected, "\(name)")
        }
        let last = try #require(network.node(named: "last"))
        #expect(network.initializer(of: last, .weight) == .normal(standardDeviation: 0.01))
    }

    @Test func `an initialiser of one's own is taken`() throws {
        let network = try NetworkZoo.leNet5.network(classCount: 3, input: Self.input)
        let parameters = try network.initialParameters(seed: 1) { node, role in
            node.name == "fc3" && role == .bias ? .constant(-2) : nil
        }
        #expect(parameters["fc3.bias"]?.values == [-2, -2, -2])
        #expect(parameters["fc2.bias"]?.values.allSatisfy { $0 == 0 } == true)
    }

    @Test func `values keep their size through a network of normal depth`() throws {
        let network = Perceptron.multilayer(
            classCount: 64, input: InputShape(channels: 1, height: 1, width: 256),
            hiddenFeatures: [256, 256, 256])
        let parameters = try network.initialParameters(seed: 2)
        var generator = SeededGenerator(seed: 4)
        var values = (0..<256).map { _ in Double.random(in: -1...1, using: &generator) }
        for layer in 1...3 {
            let weight = try #require(parameters["fc\(layer).weight"])
            values = (0..<256).map { row in
                max((0..<256).reduce(0) { $0 + Double(weight[row * 256 + $1]) * values[$1] }, 0)
            }
        }
        // The mean square of the input is 1/3; behind ReLU, He's variance keeps it.
        let meanSquare = values.reduce(0) { $0 + $1 * $1 } / 256
        #expect(meanSquare > 1.0 / 9 && meanSquare < 1)
    }
}
