/// The first two MobileNets, at full width. Parameter names are timm's.
public enum MobileNet: String, CaseIterable, Sendable {
    /// Depthwise-separable convolutions, 4.2 million parameters.
    /// Source: Howard et al. 2017, table 1, <https://arxiv.org/abs/1704.04861>, with ReLU6 and without
    /// dropout.
    case version1 = "mobilenet-v1"
    /// Inverted residuals, 3.5 million parameters.
    /// Source: Sandler et al. 2018, table 2, <https://arxiv.org/abs/1801.04381>.
    case version2 = "mobilenet-v2"

    private static let padding = Padding.symmetric(Extent(1))

    /// Filters, repeats and the first stride of each stage of version 1.
    private static let separableStages = [(64, 1, 1), (128, 2, 2), (256, 2, 2), (512, 6, 2), (1024, 2, 2)]

    /// Expansion, filters, repeats and the first stride of each stage of version 2.
    private static let invertedStages = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
        (6, 320, 1, 1),
    ]

    /// The network for images of a shape; 3 × 224 × 224 is the published one.
    public func network(classCount: Int, input: InputShape) -> Network {
        Network(name: rawValue, input: input) {
            ConvBlock(
                "conv_stem", filters: 32, kernelSize: 3, stride: 2, padding: Self.padding,
                normalization: "bn1", activation: .relu6)
            for block in self == .version1 ? Self.separableBlocks : Self.invertedBlocks { block }
            if self == .version2 {
                ConvBlock(
                    "conv_head", filters: 1280, kernelSize: 1, padding: .none, normalization: "bn2",
                    activation: .relu6)
            }
            Layer("global_pool", .globalAveragePooling)
            if self == .version2 { Layer("dropout", .dropout(rate: 0.2)) }
            Layer("classifier", .linear(Linear(features: classCount)))
        }
    }

    private static var separableBlocks: [any NetworkBlock] {
        separableStages.enumerated().flatMap { index, stage in
            let (filters, repeats, stride) = stage
            return (0..<repeats).map { position in
                SeparableBlock(
                    "blocks.\(index).\(position)", filters: filters, stride: position == 0 ? stride : 1)
            }
        }
    }

    private static var invertedBlocks: [any NetworkBlock] {
        invertedStages.enumerated().flatMap { index, stage in
            let (expansion, filters, repeats, stride) = stage
            return (0..<repeats).map { position in
                MBConvBlock(
                    "blocks.\(index).\(position)", expansion: expansion, filters: filters, kernelSize: 3,
                    stride: position == 0 ? stride : 1, padding: padding, epsilon: 1e-5)
            }
        }
    }
}

/// A 3×3 convolution of each channel alone and a 1×1 convolution over channels, each normalised and cut by
/// ReLU6.
public struct SeparableBlock: NetworkBlock {
    let prefix: String
    let filters: Int
    let stride: Int

    /// Describes the block; `prefix` begins the names of its nodes.
    public init(_ prefix: String, filters: Int, stride: Int) {
        self.prefix = prefix
        self.filters = filters
        self.stride = stride
    }

    /// Appends the block.
    public func append(to builder: inout NetworkBuilder) {
        ConvBlock(
            "\(prefix).conv_dw", filters: builder.channels, kernelSize: 3, stride: stride,
            padding: .symmetric(Extent(1)), groups: builder.channels, normalization: "\(prefix).bn1",
            activation: .relu6
        ).append(to: &builder)
        ConvBlock(
            "\(prefix).conv_pw", filters: filters, kernelSize: 1, padding: .none,
            normalization: "\(prefix).bn2", activation: .relu6
        ).append(to: &builder)
    }
}
