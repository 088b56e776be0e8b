internal import Spelling

/// The architectures that imgcls knows by name.
public enum NetworkZoo: String, CaseIterable, Sendable {
    /// See `EfficientNetLite.lite0`.
    case efficientNetLite0 = "efficientnet-lite0"
    /// See `EfficientNetLite.lite1`.
    case efficientNetLite1 = "efficientnet-lite1"
    /// See `EfficientNetLite.lite2`.
    case efficientNetLite2 = "efficientnet-lite2"
    /// See `ResNet.resNet18`.
    case resNet18 = "resnet18"
    /// See `ResNet.resNet34`.
    case resNet34 = "resnet34"
    /// See `ResNet.resNet50`.
    case resNet50 = "resnet50"
    /// See `MobileNet.version1`.
    case mobileNetV1 = "mobilenet-v1"
    /// See `MobileNet.version2`.
    case mobileNetV2 = "mobilenet-v2"
    /// See `CIFARResNet.resNet8`.
    case resNet8 = "resnet8"
    /// See `CIFARResNet.resNet20`.
    case resNet20 = "resnet20"
    /// See `VGGStyle`, for 32 px.
    case vggStyle = "vgg-style"
    /// See `SmallCNN`, of three convolutions.
    case cnn3
    /// See `LeNet`.
    case leNet5 = "lenet5"
    /// See `Perceptron.multilayer(classCount:input:hiddenFeatures:activation:dropoutRate:)`.
    case multilayerPerceptron = "mlp"
    /// See `Perceptron.network(classCount:input:)`.
    case perceptron

    /// The architecture of a name.
    ///
    /// - Throws: `NetworkError.unknownNetwork`, with the name that is spelled most like it.
    public init(named name: String) throws(NetworkError) {
        guard let network = NetworkZoo(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue)
            throw .unknownNetwork(name, nearest: Self.nearest(to: name, among: known), known: known)
        }
        self = network
    }

    /// The name that is spelled most like what was written; else the first that begins with it. Signs between
    /// letters and digits do not count.
    private static func nearest(to written: String, among names: [String]) -> String? {
        let signless = { (name: String) in name.lowercased().filter { $0.isLetter || $0.isNumber } }
        let wanted = signless(written)
        guard !wanted.isEmpty else { return nil }
        return NearestName.find(written, among: names, comparing: signless)
            ?? names.first { signless($0).starts(with: wanted) }
    }

    /// The shape of the images that the architecture was made for.
    public var usualInput: InputShape {
        switch self {
        case .efficientNetLite0, .efficientNetLite1, .efficientNetLite2, .resNet18, .resNet34, .resNet50,
            .mobileNetV1, .mobileNetV2:
            InputShape(channels: 3, height: usualSize, width: usualSize)
        case .resNet8, .resNet20, .vggStyle:
            InputShape(channels: 3, height: 32, width: 32)
        case .cnn3, .leNet5, .multilayerPerceptron, .perceptron:
            InputShape(channels: 1, height: 28, width: 28)
        }
    }

    private var usualSize: Int { EfficientNetLite(rawValue: rawValue)?.imageSize ?? 224 }

    /// The network for images of its usual shape, for a number of classes.
    public func network(classCount: Int = 1000) -> Network {
        description(classCount: classCount, input: usualInput)
    }

    /// The network for images of another shape, for example of one channel.
    ///
    /// - Throws: `NetworkError.inputTooSmall` for images that the network's windows do not fit into, and
    ///   other errors for numbers that no network can have.
    public func network(classCount: Int, input: InputShape) throws(NetworkError) -> Network {
        let network = description(classCount: classCount, input: input)
        try network.checkInput()
        return network
    }

    private func description(classCount: Int, input: InputShape) -> Network {
        switch self {
        case .efficientNetLite0: EfficientNetLite.lite0.network(classCount: classCount, input: input)
        case .efficientNetLite1: EfficientNetLite.lite1.network(classCount: classCount, input: input)
        case .efficientNetLite2: EfficientNetLite.lite2.network(classCount: classCount, input: input)
        case .resNet18: ResNet.resNet18.network(classCount: classCount, input: input)
        case .resNet34: ResNet.resNet34.network(classCount: classCount, input: input)
        case .resNet50: ResNet.resNet50.network(classCount: classCount, input: input)
        case .mobileNetV1: MobileNet.version1.network(classCount: classCount, input: input)
        case .mobileNetV2: MobileNet.version2.network(classCount: classCount, input: input)
        case .resNet8: CIFARResNet.resNet8.network(classCount: classCount, input: input)
        case .resNet20: CIFARResNet.resNet20.network(classCount: classCount, input: input)
        case .vggStyle: VGGStyle.network(classCount: classCount, input: input)
        case .cnn3: SmallCNN.network(classCount: classCount, input: input)
        case .leNet5: LeNet.network(classCount: classCount, input: input)
        case .multilayerPerceptron: Perceptron.multilayer(classCount: classCount, input: input)
        case .perceptron: Perceptron.network(classCount: classCount, input: input)
        }
    }
}
