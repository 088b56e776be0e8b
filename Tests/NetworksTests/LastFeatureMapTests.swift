import Networks
import Tensors
import Testing

@Suite struct LastFeatureMapTests {
    /// A network with the node that its heat maps come from, and the extent there.
    struct Case: Sendable, CustomTestStringConvertible {
        let zoo: NetworkZoo
        let node: String
        let extent: Extent

        var testDescription: String { zoo.rawValue }
    }

    static let cases = [
        Case(zoo: .efficientNetLite0, node: "bn2.relu6", extent: Extent(7)),
        Case(zoo: .efficientNetLite1, node: "bn2.relu6", extent: Extent(8)),
        Case(zoo: .efficientNetLite2, node: "bn2.relu6", extent: Extent(9)),
        Case(zoo: .resNet18, node: "layer4.1.relu", extent: Extent(7)),
        Case(zoo: .resNet34, node: "layer4.2.relu", extent: Extent(7)),
        Case(zoo: .resNet50, node: "layer4.2.relu", extent: Extent(7)),
        Case(zoo: .mobileNetV1, node: "blocks.4.1.bn2.relu6", extent: Extent(7)),
        Case(zoo: .mobileNetV2, node: "bn2.relu6", extent: Extent(7)),
        Case(zoo: .resNet8, node: "layer3.0.relu", extent: Extent(8)),
        Case(zoo: .resNet20, node: "layer3.2.relu", extent: Extent(8)),
        Case(zoo: .vggStyle, node: "features.3.relu", extent: Extent(16)),
        Case(zoo: .cnn3, node: "bn3.relu", extent: Extent(7)),
        Case(zoo: .leNet5, node: "conv2.tanh", extent: Extent(10)),
    ]

    private static let withoutMaps: [NetworkZoo] = [.perceptron, .multilayerPerceptron]

    @Test func `every architecture is among the cases`() {
        #expect(Set(Self.cases.map(\.zoo) + Self.withoutMaps) == Set(NetworkZoo.allCases))
    }

    @Test(arguments: cases) func `a heat map comes from the last layer that knows places`(_ example: Case)
        throws
    {
        let network = example.zoo.network(classCount: 5)
        let node = try network.lastFeatureMap()
        #expect(node == example.node)
        let shape = try #require(try network.shapes()[node])
        #expect(Extent(height: shape[1], width: shape[2]) == example.extent)
        #expect(network.cutPoints().contains(node))
    }

    @Test(arguments: withoutMaps) func `a network without maps is refused by name`(zoo: NetworkZoo) {
        let error = NetworkError.noFeatureMap(network: zoo.rawValue)
        #expect(throws: error) { try zoo.network().lastFeatureMap() }
        #expect(
            "\(error)"
                == "\(zoo.rawValue) computes no maps with rows and columns, so no heat map can be drawn from it"
        )
    }

    @Test func `where the last layers see one position only, an earlier one is taken`() throws {
        let network = try NetworkZoo.resNet18.network(
            classCount: 5, input: InputShape(channels: 3, height: 32, width: 32))
        let node = try network.lastFeatureMap()
        #expect(node == "layer3.1.relu")
        #expect(try network.shapes()[node] == [256, 2, 2])
    }

    @Test func `where branches meet behind pooling, it is what both read`() throws {
        let widen = Operation.convolution(
            Convolution(filters: 4, window: SlidingWindow(kernel: Extent(1)), hasBias: true))
        let network = Network(
            name: "branches", input: InputShape(channels: 3, height: 6, width: 5),
            nodes: [
                Node("stem", widen, inputs: ["input"]), Node("deep", widen, inputs: ["stem"]),
                Node("pool1", .globalAveragePooling, inputs: ["stem"]),
                Node("pool2", .globalAveragePooling, inputs: ["deep"]),
                Node("both", .concatenate, inputs: ["pool1", "pool2"]),
                Node("fc", .linear(Linear(features: 2)), inputs: ["both"]),
            ], output: "fc")
        #expect(try network.lastFeatureMap() == "stem")
    }

    @Test func `a pooling of the picture itself is better than nothing`() throws {
        let network = Network(name: "pixels", input: InputShape(channels: 1, height: 8, width: 8)) {
            Layer("pool", .averagePooling(.tiles(2), countsPadding: false))
            Layer("flatten", .flatten)
            Layer("fc", .linear(Linear(features: 2)))
        }
        #expect(try network.lastFeatureMap() == "pool")
    }
}
