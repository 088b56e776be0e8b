import Networks
import Tensors
import Testing

@Suite struct ShapeTests {
    /// Facts from the papers' tables and from the published weights.
    @Test(arguments: [
        (NetworkZoo.efficientNetLite0, "blocks.6.0.bn3", [320, 7, 7], 4_652_008),
        (.efficientNetLite1, "conv_head", [1280, 8, 8], 5_416_680),
        (.efficientNetLite2, "conv_head", [1280, 9, 9], 6_092_072),
        (.resNet18, "layer4.1.relu", [512, 7, 7], 11_689_512),
        (.resNet34, "layer3.0.relu", [256, 14, 14], 21_797_672),
        (.resNet50, "layer4.2.relu", [2048, 7, 7], 25_557_032),
        (.vggStyle, "features.5", [32, 8, 8], 201_224),
        (.mobileNetV1, "blocks.4.1.bn2", [1024, 7, 7], 4_231_976),
        (.mobileNetV2, "blocks.6.0.bn3", [320, 7, 7], 3_504_872),
        (.resNet8, "layer3.0.relu", [64, 8, 8], 142_392),
        (.resNet20, "layer3.2.relu", [64, 8, 8], 336_824),
        (.cnn3, "pool3", [128, 3, 3], 1_245_896),
        (.leNet5, "pool2", [16, 5, 5], 145_856),
        (.multilayerPerceptron, "fc2.relu", [128], 362_856),
        (.perceptron, "flatten", [784], 785_000),
    ])
    func `a network of the zoo has the shapes and the number of weights that are published`(
        zoo: NetworkZoo, node: String, shape: [Int], weightCount: Int
    ) throws {
        let network = zoo.network()
        #expect(try network.shapes()[node] == Shape(shape))
        let learned = try network.parameterDescriptions().filter {
            $0.role == .weight || $0.role == .bias
        }
        #expect(learned.map(\.shape.elementCount).reduce(0, +) == weightCount)
    }

    @Test func `the table of architectures is covered by the facts above`() {
        #expect(NetworkZoo.allCases.count == 15)
    }

    /// Output and padding of TensorFlow's "SAME" for (input, kernel, stride), from its published formula.
    @Test(arguments: [
        (224, 3, 2, 112, 0, 1), (112, 3, 1, 112, 1, 1), (56, 5, 2, 28, 1, 2), (7, 5, 1, 7, 2, 2),
        (240, 3, 2, 120, 0, 1), (65, 5, 2, 33, 2, 2), (5, 1, 2, 3, 0, 0),
    ])
    func `same padding puts the odd row below`(
        input: Int, kernel: Int, stride: Int, output: Int, before: Int, after: Int
    ) {
        let window = SlidingWindow(kernel: Extent(kernel), stride: Extent(stride), padding: .same)
        let padding = window.padding.resolved(input: Extent(input), window: window)
        #expect(window.output(for: Extent(input)) == Extent(output))
        #expect(padding.rows.before == before)
        #expect(padding.columns.after == after)
    }

    @Test func `as many nodes as allowed are read, and not one more`() throws {
        let nodes = (0..<Network.nodeLimit).map { number in
            Node(
                "node\(number)", .activation(.relu),
                inputs: [number == 0 ? Network.inputName : "node\(number - 1)"])
        }
        let input = InputShape(channels: 1, height: 1, width: 1)
        var network = Network(name: "deep", input: input, nodes: nodes, output: "node0")
        #expect(try network.shapes().count == Network.nodeLimit + 1)
        network.nodes.append(Node("last", .flatten, inputs: ["node0"]))
        #expect(throws: NetworkError.tooManyNodes(10_001, limit: 10_000)) { try network.shapes() }
        let error = NetworkError.tooManyNodes(10_001, limit: 10_000)
        #expect(error.description == "the network has 10001 nodes; the limit is 10000")
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: NetworkError
        let nodes: [Node]
    }

    private static func convolution(
        filters: Int = 8, kernel: Int = 3, stride: Int = 1, groups: Int = 1
    ) -> Operation {
        .convolution(
            Convolution(
                filters: filters, window: SlidingWindow(kernel: Extent(kernel), stride: Extent(stride)),
                groups: groups))
    }

    static let refusals = [
        Refusal(
            testDescription: "two nodes of one name", error: .duplicateName("a"),
            nodes: [
                Node("a", .activation(.relu), inputs: ["input"]),
                Node("a", .activation(.relu), inputs: ["a"]),
            ]),
        Refusal(
            testDescription: "a node that reads what comes later",
            error: .unknownInput(node: "a", input: "b"),
            nodes: [Node("a", .activation(.relu), inputs: ["b"])]),
        Refusal(
            testDescription: "an addition of one value",
            error: .wrongInputCount(node: "a", expected: 2, got: 1),
            nodes: [Node("a", .add(activation: nil), inputs: ["input"])]),
        Refusal(
            testDescription: "an addition of two shapes",
            error: .unequalShapes(node: "b", [8, 6, 6], [3, 8, 8]),
            nodes: [
                Node("a", convolution(), inputs: ["input"]),
                Node("b", .add(activation: nil), inputs: ["a", "input"]),
            ]),
        Refusal(
            testDescription: "a concatenation of one value",
            error: .tooFewInputs(node: "a", expectedAtLeast: 2, got: 1),
            nodes: [Node("a", .concatenate, inputs: ["input"])]),
        Refusal(
            testDescription: "a concatenation of two sizes",
            error: .cannotConcatenate(node: "b", [3, 8, 8], [8, 6, 6]),
            nodes: [
                Node("a", convolution(), inputs: ["input"]),
                Node("b", .concatenate, inputs: ["input", "input", "a"]),
            ]),
        Refusal(
            testDescription: "a concatenation of an image and a vector",
            error: .cannotConcatenate(node: "b", [3, 8, 8], [192]),
            nodes: [
                Node("a", .flatten, inputs: ["input"]),
                Node("b", .concatenate, inputs: ["input", "a"]),
            ]),
        Refusal(
            testDescription: "a concatenation of too many channels",
            error: .settingOutOfRange(
                node: "b", setting: "channels", value: 1 << 21, allowed: 1...(1 << 20)),
            nodes: [
                Node("a", convolution(filters: 1 << 20, kernel: 8), inputs: ["input"]),
                Node("b", .concatenate, inputs: ["a", "a"]),
            ]),
        Refusal(
            testDescription: "a momentum above one",
            error: .settingOutOfRange(
                node: "a", setting: "momentum in percent", value: 110, allowed: 0...100),
            nodes: [
                Node("a", .batchNormalization(BatchNormalization(momentum: 1.1)), inputs: ["input"])
            ]),
        Refusal(
            testDescription: "a window larger than its input",
            error: .windowTooLarge(node: "a", window: Extent(9), input: Extent(8)),
            nodes: [Node("a", convolution(kernel: 9), inputs: ["input"])]),
        Refusal(
            testDescription: "groups that do not divide the channels",
            error: .indivisibleGroups(node: "a", channels: 3, filters: 8, groups: 2),
            nodes: [Node("a", convolution(groups: 2), inputs: ["input"])]),
        Refusal(
            testDescription: "a stride of zero",
            error: .settingOutOfRange(node: "a", setting: "stride height", value: 0, allowed: 1...1024),
            nodes: [Node("a", convolution(stride: 0), inputs: ["input"])]),
        Refusal(
            testDescription: "padding as wide as the window",
            error: .settingOutOfRange(node: "a", setting: "padding rows", value: 3, allowed: 0...2),
            nodes: [
                Node(
                    "a",
                    .maxPooling(SlidingWindow(kernel: Extent(3), padding: .symmetric(Extent(3)))),
                    inputs: ["input"])
            ]),
        Refusal(
            testDescription: "an absurd number of filters",
            error: .settingOutOfRange(node: "a", setting: "filters", value: .max, allowed: 1...(1 << 20)),
            nodes: [Node("a", convolution(filters: .max), inputs: ["input"])]),
        Refusal(
            testDescription: "a linear layer on an image",
            error: .wrongInputShape(node: "a", expected: "a vector", got: [3, 8, 8]),
            nodes: [Node("a", .linear(Linear(features: 2)), inputs: ["input"])]),
        Refusal(testDescription: "an output that is no node", error: .unknownOutput("a"), nodes: []),
    ]

    @Test(arguments: refusals) func `a network that does not fit together is refused`(refusal: Refusal) {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 8, width: 8), nodes: refusal.nodes,
            output: refusal.nodes.last?.name ?? "a")
        #expect(throws: refusal.error) { try network.shapes() }
        #expect(!refusal.error.description.isEmpty)
    }

    @Test func `a value that would fill the memory is refused before anything is allocated`() {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4096, width: 4096),
            nodes: [Node("a", Self.convolution(filters: 1 << 20, kernel: 1), inputs: ["input"])], output: "a")
        let elementCount = (1 << 20) * 4096 * 4096
        #expect(
            throws: NetworkError.activationTooLarge(
                node: "a", elementCount: elementCount, limit: Network.activationLimit)
        ) { try network.shapes() }
    }
}
