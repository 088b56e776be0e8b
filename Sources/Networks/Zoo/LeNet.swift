/// LeNet-5 for digits, with tanh and plain average pooling, and every map of the second convolution connected
/// to all of the first. Images of 28 px are padded into the 32 px frame of the paper.
/// Source: LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition", 1998,
/// figure 2.
public enum LeNet {
    /// The network for images of a shape, of 12 px at least.
    public static func network(classCount: Int, input: InputShape) -> Network {
        Network(name: "lenet5", input: input) {
            ConvBlock(
                "conv1", filters: 6, kernelSize: 5, padding: .symmetric(Extent(2)), normalization: nil,
                activation: .tanh)
            Layer("pool1", .averagePooling(.tiles(2), countsPadding: false))
            ConvBlock(
                "conv2", filters: 16, kernelSize: 5, padding: .none, normalization: nil, activation: .tanh)
            Layer("pool2", .averagePooling(.tiles(2), countsPadding: false))
            Layer("flatten", .flatten)
            LinearBlock("fc1", features: 120, activation: .tanh)
            LinearBlock("fc2", features: 84, activation: .tanh)
            Layer("fc3", .linear(Linear(features: classCount)))
        }
    }
}
