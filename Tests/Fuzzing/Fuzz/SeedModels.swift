import Images
import Models
import Networks
import TestSupport

/// Models of a few dozen weights that together use every operation.
enum SeedModels {
    static func all() throws -> [Model] {
        try [plain, pooled, grouped].map { network in
            try Model(
                network: network, parameters: try Formula.parameters(for: network), classNames: ["a", "b"],
                preprocessing: .efficientNetLite(cropSide: side, resizeShortSide: 9),
                source: WeightSource(name: "seed", origin: "a formula", license: "CC0-1.0", sha256: "")
            ).addingGoldenExamples()
        }
    }

    private static let side = 8
    private static let input = InputShape(channels: 3, height: side, width: side)
    private static var head: Layer { Layer("head", .linear(Linear(features: 2))) }

    private static let plain = Network(name: "plain", input: input) {
        ConvBlock(
            "conv", filters: 4, kernelSize: 3, stride: 2, padding: .same, normalization: "norm",
            activation: .relu6)
        Layer("pool", .globalAveragePooling)
        Layer("dropout", .dropout(rate: 0.2))
        head
    }

    private static let pooled = Network(name: "pooled", input: input) {
        Layer("max", .maxPooling(SlidingWindow(kernel: Extent(3), stride: Extent(2), padding: .same)))
        Layer("mean", .averagePooling(SlidingWindow(kernel: Extent(2)), countsPadding: true))
        Layer("flatten", .flatten)
        head
    }

    private static let grouped = Network(
        name: "grouped", input: input,
        nodes: [
            Node("depthwise", .convolution(convolution(groups: 3)), inputs: [Network.inputName]),
            Node("pointwise", .convolution(convolution(groups: 1)), inputs: ["depthwise"]),
            Node("sum", .add(activation: .relu), inputs: ["pointwise", Network.inputName]),
            Node("pool", .globalAveragePooling, inputs: ["sum"]),
            Node("head", .linear(Linear(features: 2)), inputs: ["pool"]),
        ], output: "head")

    private static func convolution(groups: Int) -> Convolution {
        Convolution(
            filters: 3, window: SlidingWindow(kernel: Extent(3), padding: .same), groups: groups,
            hasBias: true)
    }
}
