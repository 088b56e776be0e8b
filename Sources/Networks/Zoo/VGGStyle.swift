/// A small network in the style of VGG: pairs of 3×3 convolution and 2×2 max pooling that double the width, then two
/// linear layers. For small images and for teaching.
/// Source: Simonyan & Zisserman 2014, <https://arxiv.org/abs/1409.1556>, shortened.
public enum VGGStyle {
    /// The network for images of a size; parameter names are those of a torch `Sequential`.
    ///
    /// - Parameters:
    ///   - widths: The filters of each convolution.
    ///   - hiddenFeatures: The width of the hidden linear layer.
    public static func network(
        classCount: Int, channels: Int = 3, imageSize: Int, widths: [Int] = [16, 32], hiddenFeatures: Int = 64
    ) -> Network {
        network(
            classCount: classCount,
            input: InputShape(channels: channels, height: imageSize, width: imageSize), widths: widths,
            hiddenFeatures: hiddenFeatures)
    }

    /// The network for images of a shape.
    public static func network(
        classCount: Int, input: InputShape, widths: [Int] = [16, 32], hiddenFeatures: Int = 64
    ) -> Network {
        Network(name: "vgg-style", input: input) {
            for (index, width) in widths.enumerated() {
                ConvBlock(
                    "features.\(index * 3)", filters: width, kernelSize: 3, padding: .symmetric(Extent(1)),
                    normalization: nil, activation: .relu)
                Layer(
                    "features.\(index * 3 + 2)",
                    .maxPooling(SlidingWindow(kernel: Extent(2), stride: Extent(2))))
            }
            Layer("flatten", .flatten)
            Layer("classifier.0", .linear(Linear(features: hiddenFeatures)))
            Layer("classifier.1", .activation(.relu))
            Layer("classifier.2", .dropout(rate: 0.5))
            Layer("classifier.3", .linear(Linear(features: classCount)))
        }
    }
}
