/// A convolutional network as tutorials write it: 3×3 convolution, batch normalisation, ReLU and 2×2 max
/// pooling, repeated with twice the width. For small images such as those of MNIST and Fashion-MNIST.
public enum SmallCNN {
    /// What turns the last image into a vector.
    public enum Pooling: Hashable, Sendable {
        /// All values, half of which are dropped in training.
        case flatten
        /// The mean of each channel: fewer weights, which do not grow with the image.
        case globalAverage
    }

    /// The network for images of a shape; each of the widths halves the image.
    public static func network(
        classCount: Int, input: InputShape, widths: [Int] = [32, 64, 128], pooling: Pooling = .flatten
    ) -> Network {
        Network(name: "cnn\(widths.count)", input: input) {
            for (index, width) in widths.enumerated() {
                ConvBlock(
                    "conv\(index + 1)", filters: width, kernelSize: 3, padding: .symmetric(Extent(1)),
                    normalization: "bn\(index + 1)", activation: .relu)
                Layer("pool\(index + 1)", .maxPooling(.tiles(2)))
            }
            switch pooling {
            case .flatten:
                Layer("flatten", .flatten)
                Layer("dropout", .dropout())
            case .globalAverage:
                Layer("avgpool", .globalAveragePooling)
            }
            Layer("fc", .linear(Linear(features: classCount)))
        }
    }
}
