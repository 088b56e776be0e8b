internal import Images
public import Models
internal import Networks
internal import TestSupport
internal import WeightFiles

/// A network so small that a test can fine-tune it in no time: two convolutions, 32 features, four classes.
public enum TinyBackbone {
    /// The side of its square input, in pixels.
    public static let side = 32

    /// The number of its features.
    public static let featureCount = 32

    /// The names of its classes.
    public static let classNames = ["north", "east", "south", "west"]

    /// The model, with weights from a formula and golden examples.
    public static func model() throws -> Model {
        let network = Network(
            name: "tiny", input: InputShape(channels: 3, height: side, width: side)
        ) {
            ConvBlock(
                "conv1", filters: 16, kernelSize: 3, stride: 2, padding: .same, normalization: "bn1",
                activation: .relu6)
            ConvBlock(
                "conv2", filters: featureCount, kernelSize: 3, stride: 2, padding: .same,
                normalization: "bn2",
                activation: .relu6)
            Layer("pool", .globalAveragePooling)
            Layer("dropout", .dropout(rate: 0.2))
            Layer("classifier", .linear(Linear(features: classNames.count)))
        }
        return try Model(
            network: network, parameters: try Formula.parameters(for: network), classNames: classNames,
            preprocessing: .efficientNetLite(cropSide: side, resizeShortSide: 36),
            source: WeightSource(name: "tiny", origin: "a formula", license: "CC0-1.0", sha256: "")
        ).addingGoldenExamples()
    }

    /// Writes the model's file.
    public static func save(toFile path: String) throws {
        try AtomicFile.write(try model().serialized(), toPath: path)
    }
}
