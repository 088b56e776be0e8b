import Networks
import Tensors
import Testing

@Suite struct NetworkZooTests {
    @Test(arguments: NetworkZoo.allCases, [1, 3])
    func `every architecture takes images of other sizes and of one or three channels`(
        zoo: NetworkZoo, channels: Int
    ) throws {
        let input = InputShape(channels: channels, height: 40, width: 36)
        let network = try zoo.network(classCount: 5, input: input)
        #expect(network.input == input)
        #expect(network.name == zoo.rawValue)
        #expect(try network.shapes()[network.output] == [5])
        #expect(try network.head().name == network.output)
    }

    @Test(arguments: NetworkZoo.allCases)
    func `the network without a shape is that of the usual one`(zoo: NetworkZoo) throws {
        let network = try zoo.network(classCount: 6, input: zoo.usualInput)
        #expect(network == zoo.network(classCount: 6))
    }

    @Test(arguments: [
        (NetworkZoo.leNet5, 11, 12, Optional(12)),
        (.cnn3, 7, 28, 8),
        (.vggStyle, 28, 3, 4),
        (.resNet18, 1, 1, nil),
        (.mobileNetV2, 1, 1, nil),
    ])
    func `images that the windows do not fit into are refused with the size that would`(
        zoo: NetworkZoo, height: Int, width: Int, minimum: Int?
    ) throws {
        let input = InputShape(channels: 1, height: height, width: width)
        guard let minimum else {
            #expect(try zoo.network(classCount: 2, input: input).classCount() == 2)
            return
        }
        let error = NetworkError.inputTooSmall(
            network: zoo.rawValue, minimum: Extent(minimum), got: Extent(height: height, width: width))
        #expect(throws: error) { try zoo.network(classCount: 2, input: input) }
        let smallest = InputShape(channels: 1, height: minimum, width: minimum)
        #expect(try zoo.network(classCount: 2, input: smallest).classCount() == 2)
    }

    @Test func `the size that would fit is named`() {
        let error = NetworkError.inputTooSmall(network: "lenet5", minimum: Extent(12), got: Extent(8))
        #expect(error.description == "lenet5 takes images of at least 12×12 (height × width), not 8×8")
    }

    @Test func `no classes and no channels are refused`() {
        let input = InputShape(channels: 0, height: 28, width: 28)
        #expect(
            throws: NetworkError.settingOutOfRange(
                node: "input", setting: "channels", value: 0, allowed: 1...4096)
        ) { try NetworkZoo.cnn3.network(classCount: 2, input: input) }
        #expect(
            throws: NetworkError.settingOutOfRange(
                node: "fc", setting: "features", value: 0, allowed: 1...(1 << 20))
        ) { try NetworkZoo.cnn3.network(classCount: 0, input: NetworkZoo.cnn3.usualInput) }
    }

    @Test(arguments: NetworkZoo.allCases)
    func `a network is found by its name`(zoo: NetworkZoo) throws {
        #expect(try NetworkZoo(named: zoo.rawValue) == zoo)
    }

    @Test(arguments: [
        ("ResNet-18", "resnet18"), ("lenet", "lenet5"), ("mobilenetv2", "mobilenet-v2"), ("CNN3", "cnn3"),
        ("mobilenet", "mobilenet-v1"), ("efficientnet", "efficientnet-lite0"), ("vgg", "vgg-style"),
        ("perzeptron", "perceptron"), ("mlp1", "mlp"), ("densenet", nil), ("", nil), ("--", nil),
    ])
    func `an unknown name is refused with the one that is nearest`(name: String, nearest: String?) {
        let known = NetworkZoo.allCases.map(\.rawValue)
        #expect(throws: NetworkError.unknownNetwork(name, nearest: nearest, known: known)) {
            try NetworkZoo(named: name)
        }
    }

    @Test func `an unknown name is answered with a sentence`() {
        let near = NetworkError.unknownNetwork("lenet", nearest: "lenet5", known: [])
        #expect(near.description == "there is no network \"lenet\"; is \"lenet5\" meant?")
        let far = NetworkError.unknownNetwork("x", nearest: nil, known: ["a", "b"])
        #expect(far.description == "there is no network \"x\"; known are a, b")
    }

    @Test func `the small network can end in a mean`() throws {
        let input = InputShape(channels: 1, height: 28, width: 28)
        let network = SmallCNN.network(classCount: 10, input: input, pooling: .globalAverage)
        #expect(try network.shapes()["avgpool"] == [128])
        #expect(network.nodes.allSatisfy { $0.operation.kind != .dropout })
    }

    @Test func `a hidden layer is followed by what it asks for`() throws {
        let input = InputShape(channels: 1, height: 4, width: 4)
        let network = Perceptron.multilayer(
            classCount: 3, input: input, hiddenFeatures: [8], activation: .gelu, dropoutRate: 0.5)
        #expect(network.nodes.map(\.name) == ["flatten", "fc1", "fc1.gelu", "fc1.dropout", "fc2"])
    }
}
