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

    /// A choice in the network's description, and the deviation of the 120 × 400 weights of LeNet's `fc1`.
    @Test(
        arguments: [
            // In front of tanh, Xavier's.
            (nil, (2.0 / 520).squareRoot()),
            ("he", (2.0 / 400).squareRoot()), ("he:fan=outputs", (2.0 / 120).squareRoot()),
            ("he_uniform", (2.0 / 400).squareRoot()), ("xavier", (2.0 / 520).squareRoot()),
            ("xavier_normal", (2.0 / 520).squareRoot()), ("normal", 0.01), ("normal:std=0.3", 0.3),
            ("constant:value=0.5", 0),
        ] as [(String?, Double)])
    func `a network's own choice decides the weights of every layer`(text: String?, deviation: Double) throws
    {
        var network = NetworkZoo.leNet5.network(classCount: 3)
        let usual = try network.initialParameters(seed: 3)
        let choice = try text.map(Initializer.init(parsing:))
        network.initializer = choice
        let parameters = try network.initialParameters(seed: 3)
        for name in ["conv1", "conv2", "fc1", "fc2", "fc3"] {
            let node = try #require(network.node(named: name))
            if let choice { #expect(network.initializer(of: node, .weight) == choice) }
            #expect(network.initializer(of: node, .bias) == .zeros)
            #expect(parameters["\(name).bias"] == usual["\(name).bias"])
        }
        #expect((parameters == usual) == (text == nil))
        let values = try #require(parameters["fc1.weight"]).values.map(Double.init)
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        #expect(abs(variance.squareRoot() - deviation) <= 0.02 * deviation + 1e-9)
    }

    @Test func `a node's choice goes before the network's, and a new head keeps it`() throws {
        var network = NetworkZoo.leNet5.network(classCount: 3)
        let usual = try network.initialParameters(seed: 3)
        let last = try #require(network.positions()["fc3"])
        network.nodes[last].initializer = .constant(0.25)
        let parameters = try network.initialParameters(seed: 3)
        #expect(parameters["fc3.weight"]?.values.allSatisfy { $0 == 0.25 } == true)
        #expect(parameters.filter { $0.key != "fc3.weight" } == usual.filter { $0.key != "fc3.weight" })
        network.initializer = .xavierNormal
        let replaced = try network.replacingHead(classCount: 5)
        #expect(replaced.initializer(of: try replaced.head(), .weight) == .constant(0.25))
        #expect(replaced.initializer(of: replaced.nodes[0], .weight) == .xavierNormal)
        let own = try replaced.initialParameters(seed: 3) { _, role in role == .weight ? .ones : nil }
        #expect(own["fc3.weight"]?.values.allSatisfy { $0 == 1 } == true)
    }

    @Test func `normalisations begin as they must, whatever the network chooses`() throws {
        var network = try NetworkZoo.resNet8.network(classCount: 3, input: Self.input)
        let usual = try network.initialParameters(seed: 3)
        network.initializer = .normal(standardDeviation: 2)
        for index in network.nodes.indices where network.nodes[index].operation.kind == .batchNormalization {
            network.nodes[index].initializer = .zeros
        }
        let parameters = try network.initialParameters(seed: 3)
        for role in [".bias", ".running_mean", ".running_var"] {
            for (name, values) in usual where name.hasSuffix(role) { #expect(parameters[name] == values) }
        }
        #expect(parameters["bn1.weight"] == usual["bn1.weight"])
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
