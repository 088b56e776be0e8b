/// EfficientNet-Lite (Google, 2020): EfficientNet without squeeze-excitation, with ReLU6, and with stem and head of
/// one size in all variants. Parameter names are timm's.
/// Source: Tan & Le, table 1, <https://arxiv.org/abs/1905.11946>, and Google's release notes of EfficientNet-Lite.
public enum EfficientNetLite: String, CaseIterable, Sendable {
    /// 224 px, 4.7 million parameters.
    case lite0 = "efficientnet-lite0"
    /// 240 px, 5.4 million parameters.
    case lite1 = "efficientnet-lite1"
    /// 260 px, 6.1 million parameters.
    case lite2 = "efficientnet-lite2"

    /// The side of the square input, in pixels.
    public var imageSize: Int {
        switch self {
        case .lite0: 224
        case .lite1: 240
        case .lite2: 260
        }
    }

    private var widthMultiplier: Double { self == .lite2 ? 1.1 : 1 }

    private var depthMultiplier: Double {
        switch self {
        case .lite0: 1
        case .lite1: 1.1
        case .lite2: 1.2
        }
    }

    private static let epsilon = 1e-3

    /// One row of the paper's table: blocks that repeat, the first with the stride.
    private struct Stage {
        let expansion: Int
        let filters: Int
        let repeats: Int
        let stride: Int
        let kernelSize: Int
    }

    private static let stages = [
        Stage(expansion: 1, filters: 16, repeats: 1, stride: 1, kernelSize: 3),
        Stage(expansion: 6, filters: 24, repeats: 2, stride: 2, kernelSize: 3),
        Stage(expansion: 6, filters: 40, repeats: 2, stride: 2, kernelSize: 5),
        Stage(expansion: 6, filters: 80, repeats: 3, stride: 2, kernelSize: 3),
        Stage(expansion: 6, filters: 112, repeats: 3, stride: 1, kernelSize: 5),
        Stage(expansion: 6, filters: 192, repeats: 4, stride: 2, kernelSize: 5),
        Stage(expansion: 6, filters: 320, repeats: 1, stride: 1, kernelSize: 3),
    ]

    /// The network for images of a shape; of the published size unless said otherwise.
    public func network(classCount: Int = 1000, input: InputShape? = nil) -> Network {
        Network(
            name: rawValue, input: input ?? InputShape(channels: 3, height: imageSize, width: imageSize)
        ) {
            ConvBlock(
                "conv_stem", filters: 32, kernelSize: 3, stride: 2, padding: .same, normalization: "bn1",
                epsilon: Self.epsilon, activation: .relu6)
            for (index, stage) in Self.stages.enumerated() {
                for position in 0..<repeats(of: stage, at: index) {
                    MBConvBlock(
                        "blocks.\(index).\(position)", expansion: stage.expansion,
                        filters: scaled(stage.filters), kernelSize: stage.kernelSize,
                        stride: position == 0 ? stage.stride : 1, epsilon: Self.epsilon)
                }
            }
            ConvBlock(
                "conv_head", filters: 1280, kernelSize: 1, padding: .same, normalization: "bn2",
                epsilon: Self.epsilon, activation: .relu6)
            Layer("global_pool", .globalAveragePooling)
            Layer("dropout", .dropout(rate: 0.2))
            Layer("classifier", .linear(Linear(features: classCount)))
        }
    }

    /// Lite variants deepen all stages but the first and the last.
    private func repeats(of stage: Stage, at index: Int) -> Int {
        guard index > 0, index < Self.stages.count - 1 else { return stage.repeats }
        return Int((Double(stage.repeats) * depthMultiplier).rounded(.up))
    }

    /// Widths are multiples of 8, and at least 90 % of the exact product.
    private func scaled(_ filters: Int) -> Int {
        let exact = Double(filters) * widthMultiplier
        let rounded = max(8, Int(exact + 4) / 8 * 8)
        return Double(rounded) < 0.9 * exact ? rounded + 8 : rounded
    }
}

/// The inverted residual of MobileNetV2: widen by a 1×1 convolution, filter each channel, narrow again, and add the
/// input where the shape stays. Without expansion it is a depthwise-separable convolution.
/// Source: Sandler et al. 2018, <https://arxiv.org/abs/1801.04381>.
public struct MBConvBlock: NetworkBlock {
    let prefix: String
    let expansion: Int
    let filters: Int
    let kernelSize: Int
    let stride: Int
    let padding: Padding
    let epsilon: Double

    /// Describes the block; `prefix` begins the names of its nodes.
    public init(
        _ prefix: String, expansion: Int, filters: Int, kernelSize: Int, stride: Int,
        padding: Padding = .same,
        epsilon: Double
    ) {
        self.prefix = prefix
        self.expansion = expansion
        self.filters = filters
        self.kernelSize = kernelSize
        self.stride = stride
        self.padding = padding
        self.epsilon = epsilon
    }

    /// Appends the block.
    public func append(to builder: inout NetworkBuilder) {
        let input = builder.current
        let keepsShape = stride == 1 && builder.channels == filters
        let wide = builder.channels * expansion
        // timm numbers the normalisations in order, and calls the last convolution `pwl` where there are three.
        let expands = expansion != 1
        if expands {
            convolution("conv_pw", wide, kernelSize: 1, norm: 1, activation: .relu6).append(to: &builder)
        }
        convolution(
            "conv_dw", wide, kernelSize: kernelSize, stride: stride, groups: wide, norm: expands ? 2 : 1,
            activation: .relu6
        ).append(to: &builder)
        convolution(
            expands ? "conv_pwl" : "conv_pw", filters, kernelSize: 1, norm: expands ? 3 : 2, activation: nil
        )
        .append(to: &builder)
        if keepsShape {
            builder.append("\(prefix).add", .add(activation: nil), inputs: [builder.current, input])
        }
    }

    private func convolution(
        _ name: String, _ filters: Int, kernelSize: Int, stride: Int = 1, groups: Int = 1, norm: Int,
        activation: Activation?
    ) -> ConvBlock {
        // "same" comes to nothing by itself around a single pixel.
        let isPadded = kernelSize > 1 || padding == .same
        return ConvBlock(
            "\(prefix).\(name)", filters: filters, kernelSize: kernelSize, stride: stride,
            padding: isPadded ? padding : .none, groups: groups,
            normalization: "\(prefix).bn\(norm)", epsilon: epsilon, activation: activation)
    }
}
