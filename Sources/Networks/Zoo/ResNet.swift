/// Residual networks as in torchvision, whose parameter names they use.
/// Source: He et al. 2015, table 1, <https://arxiv.org/abs/1512.03385>.
public enum ResNet: String, CaseIterable, Sendable {
    /// 18 layers of basic blocks.
    case resNet18 = "resnet18"
    /// 34 layers of basic blocks.
    case resNet34 = "resnet34"
    /// 50 layers of bottleneck blocks, with the stride in the 3×3 convolution ("version 1.5").
    case resNet50 = "resnet50"

    private var repeats: [Int] { self == .resNet18 ? [2, 2, 2, 2] : [3, 4, 6, 3] }

    /// The network for colour images of a size; 224 px is the published one.
    public func network(classCount: Int = 1000, imageSize: Int = 224) -> Network {
        network(
            classCount: classCount, input: InputShape(channels: 3, height: imageSize, width: imageSize))
    }

    /// The network for images of a shape.
    public func network(classCount: Int, input: InputShape) -> Network {
        Network(name: rawValue, input: input) {
            ConvBlock(
                "conv1", filters: 64, kernelSize: 7, stride: 2, padding: .symmetric(Extent(3)),
                normalization: "bn1", activation: .relu)
            Layer(
                "maxpool",
                .maxPooling(
                    SlidingWindow(kernel: Extent(3), stride: Extent(2), padding: .symmetric(Extent(1)))))
            for (stage, count) in repeats.enumerated() {
                for position in 0..<count {
                    ResidualBlock(
                        "layer\(stage + 1).\(position)", width: 64 << stage,
                        stride: position == 0 && stage > 0 ? 2 : 1, isBottleneck: self == .resNet50)
                }
            }
            Layer("avgpool", .globalAveragePooling)
            Layer("fc", .linear(Linear(features: classCount)))
        }
    }
}

/// Two 3×3 convolutions, or 1×1, 3×3 and 1×1 in a bottleneck, and the input added before the last activation.
public struct ResidualBlock: NetworkBlock {
    let prefix: String
    let width: Int
    let stride: Int
    let isBottleneck: Bool

    /// Describes the block; `prefix` begins the names of its nodes.
    public init(_ prefix: String, width: Int, stride: Int, isBottleneck: Bool) {
        self.prefix = prefix
        self.width = width
        self.stride = stride
        self.isBottleneck = isBottleneck
    }

    /// Appends the block.
    public func append(to builder: inout NetworkBuilder) {
        let input = builder.current
        let inputChannels = builder.channels
        let filters = isBottleneck ? width * 4 : width
        for block in isBottleneck ? bottleneck : basic { block.append(to: &builder) }
        let residual = builder.current
        builder.resume(at: input, channels: inputChannels)
        if stride != 1 || inputChannels != filters {
            ConvBlock(
                "\(prefix).downsample.0", filters: filters, kernelSize: 1, stride: stride, padding: .none,
                normalization: "\(prefix).downsample.1", activation: nil
            ).append(to: &builder)
        }
        builder.append("\(prefix).add", .add(activation: nil), inputs: [residual, builder.current])
        builder.append("\(prefix).relu", .activation(.relu))
        builder.resume(at: builder.current, channels: filters)
    }

    private var basic: [ConvBlock] {
        [
            convolution(1, width, kernelSize: 3, stride: stride, activation: .relu),
            convolution(2, width, kernelSize: 3, stride: 1, activation: nil),
        ]
    }

    private var bottleneck: [ConvBlock] {
        [
            convolution(1, width, kernelSize: 1, stride: 1, activation: .relu),
            convolution(2, width, kernelSize: 3, stride: stride, activation: .relu),
            convolution(3, width * 4, kernelSize: 1, stride: 1, activation: nil),
        ]
    }

    private func convolution(
        _ number: Int, _ filters: Int, kernelSize: Int, stride: Int, activation: Activation?
    ) -> ConvBlock {
        ConvBlock(
            "\(prefix).conv\(number)", filters: filters, kernelSize: kernelSize, stride: stride,
            padding: .symmetric(Extent(kernelSize / 2)), normalization: "\(prefix).bn\(number)",
            activation: activation)
    }
}
