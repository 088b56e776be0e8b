/// Residual networks for images of about 32 px: a 3×3 convolution, three stages of 16, 32 and 64 filters, and
/// a mean. Where a stage changes the shape, its shortcut is a 1×1 convolution, and names are those of
/// torchvision's ResNet.
/// Source: He et al. 2015, section 4.2, <https://arxiv.org/abs/1512.03385>.
public enum CIFARResNet: String, CaseIterable, Sendable {
    /// One block a stage.
    case resNet8 = "resnet8"
    /// Three blocks a stage, the paper's smallest.
    case resNet20 = "resnet20"

    private var blocksPerStage: Int { self == .resNet8 ? 1 : 3 }

    /// The network for images of a shape.
    public func network(classCount: Int, input: InputShape) -> Network {
        Network(name: rawValue, input: input) {
            ConvBlock(
                "conv1", filters: 16, kernelSize: 3, padding: .symmetric(Extent(1)), normalization: "bn1",
                activation: .relu)
            for stage in 0..<3 {
                for position in 0..<blocksPerStage {
                    ResidualBlock(
                        "layer\(stage + 1).\(position)", width: 16 << stage,
                        stride: position == 0 && stage > 0 ? 2 : 1, isBottleneck: false)
                }
            }
            Layer("avgpool", .globalAveragePooling)
            Layer("fc", .linear(Linear(features: classCount)))
        }
    }
}
