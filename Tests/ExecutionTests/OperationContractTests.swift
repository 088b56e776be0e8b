import Execution
import Networks
import TestSupport
import Testing

/// Each operation alone, with odd sizes, against the plain-Swift executor.
@Suite struct OperationContractTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let nodes: [Node]
        let kind: Operation.Kind
    }

    private static func convolution(
        _ description: String, filters: Int = 8, kernel: Extent = Extent(3), stride: Int = 1,
        dilation: Int = 1, padding: Padding = .none, groups: Int = 1, activation: Activation? = nil
    ) -> Case {
        let window = SlidingWindow(
            kernel: kernel, stride: Extent(stride), dilation: Extent(dilation), padding: padding)
        let first = Convolution(filters: 6, window: SlidingWindow(kernel: Extent(1)), hasBias: true)
        let second = Convolution(
            filters: filters, window: window, groups: groups, hasBias: true, activation: activation)
        return Case(
            testDescription: description,
            nodes: [
                Node("first", .convolution(first), inputs: ["input"]),
                Node("second", .convolution(second), inputs: ["first"]),
            ], kind: .convolution)
    }

    private static func single(_ description: String, _ operation: Operation, inputs: Int = 1) -> Case {
        let widen = Convolution(filters: 6, window: SlidingWindow(kernel: Extent(1)), hasBias: true)
        return Case(
            testDescription: description,
            nodes: [
                Node("first", .convolution(widen), inputs: ["input"]),
                Node("other", .convolution(widen), inputs: ["input"]),
                Node("last", operation, inputs: inputs == 1 ? ["first"] : ["first", "other"]),
            ], kind: operation.kind)
    }

    private static func residual(
        _ description: String, inputs: [String], last: String? = nil, activation: Activation = .relu
    ) -> Case {
        let window = SlidingWindow(kernel: Extent(3), padding: .same)
        let plain = Convolution(filters: 6, window: window, hasBias: true)
        var adding = plain
        adding.addsResidual = true
        adding.activation = activation
        let nodes = [
            Node("first", .convolution(plain), inputs: ["input"]),
            Node("other", .convolution(plain), inputs: ["input"]),
            Node("adding", .convolution(adding), inputs: inputs),
        ]
        let again = last.map { [Node("again", .add(activation: nil), inputs: ["adding", $0])] } ?? []
        return Case(testDescription: description, nodes: nodes + again, kind: .convolution)
    }

    static let cases: [Case] = [
        convolution("3×3 without padding"),
        convolution("3×3 same, stride 2", stride: 2, padding: .same),
        convolution("5×5 same, stride 2", kernel: Extent(5), stride: 2, padding: .same),
        convolution("1×1, stride 2", kernel: Extent(1), stride: 2),
        convolution(
            "3×1 with rows padded", kernel: Extent(height: 3, width: 1),
            padding: .symmetric(Extent(height: 1, width: 0))),
        convolution("dilated", dilation: 2, padding: .symmetric(Extent(2))),
        convolution("grouped", filters: 9, padding: .same, groups: 3),
        convolution("depthwise 3×3", filters: 6, padding: .same, groups: 6),
        convolution(
            "depthwise 5×5, stride 2", filters: 6, kernel: Extent(5), stride: 2, padding: .same, groups: 6),
        convolution("depthwise that doubles channels", filters: 12, padding: .same, groups: 6),
        single("max pooling", .maxPooling(SlidingWindow(kernel: Extent(2), stride: Extent(2)))),
        single(
            "overlapping max pooling with padding",
            .maxPooling(SlidingWindow(kernel: Extent(3), stride: Extent(2), padding: .symmetric(Extent(1))))),
        single(
            "average pooling over the values inside",
            .averagePooling(SlidingWindow(kernel: Extent(3), padding: .same), countsPadding: false)),
        single(
            "average pooling that counts padding",
            .averagePooling(
                SlidingWindow(kernel: Extent(3), padding: .symmetric(Extent(1))), countsPadding: true)),
        single("global average pooling", .globalAveragePooling),
        single("flatten", .flatten),
        single("dropout", .dropout(rate: 0.5)),
        single("addition", .add(activation: nil), inputs: 2),
        single("addition with ReLU", .add(activation: .relu), inputs: 2),
        residual("a residual that nothing else reads", inputs: ["first", "other"]),
        residual("a residual that the convolution reads itself", inputs: ["first", "first"]),
        residual("a residual that is read again", inputs: ["first", "other"], last: "other"),
        Case(
            testDescription: "batch normalisation that no convolution takes in",
            nodes: [
                Node("norm", .batchNormalization(BatchNormalization()), inputs: ["input"]),
                Node("relu", .activation(.relu), inputs: ["norm"]),
            ], kind: .batchNormalization),
        Case(
            testDescription: "batch normalisation behind a convolution",
            nodes: [
                Node(
                    "conv",
                    .convolution(Convolution(filters: 5, window: SlidingWindow(kernel: Extent(3)))),
                    inputs: ["input"]),
                Node("norm", .batchNormalization(BatchNormalization()), inputs: ["conv"]),
            ], kind: .batchNormalization),
        Case(
            testDescription: "two linear layers behind flatten",
            nodes: [
                Node("flat", .flatten, inputs: ["input"]),
                Node("hidden", .linear(Linear(features: 9)), inputs: ["flat"]),
                Node("relu", .activation(.relu), inputs: ["hidden"]),
                Node("out", .linear(Linear(features: 4, hasBias: false)), inputs: ["relu"]),
            ], kind: .linear),
        single("layer normalisation", .layerNormalization(LayerNormalization())),
        vector("layer normalisation of a vector", .layerNormalization(LayerNormalization(epsilon: 0.1))),
        single("softmax of each position", .softmax),
        vector("softmax of a vector", .softmax),
        single("concatenation", .concatenate, inputs: 2),
        Case(
            testDescription: "concatenation of three widths, one of them twice, with a convolution behind",
            nodes: [
                Node("wide", pointwise(filters: 5), inputs: ["input"]),
                Node("joined", .concatenate, inputs: ["wide", "input", "wide"]),
                Node("norm", .batchNormalization(BatchNormalization()), inputs: ["joined"]),
                Node("last", pointwise(filters: 4), inputs: ["norm"]),
            ], kind: .concatenate),
        Case(
            testDescription: "concatenation of vectors",
            nodes: [
                Node("flat", .flatten, inputs: ["input"]),
                Node("pooled", .globalAveragePooling, inputs: ["input"]),
                Node("joined", .concatenate, inputs: ["pooled", "flat"]),
                Node("last", .linear(Linear(features: 3)), inputs: ["joined"]),
            ], kind: .concatenate),
    ]

    /// Each function behind everything that can take it in, and alone.
    static let activationCases: [Case] = Activation.allCases.flatMap { activation in
        [
            convolution("convolution with \(activation)", activation: activation),
            convolution(
                "depthwise convolution with \(activation)", filters: 6, padding: .same, groups: 6,
                activation: activation),
            single("\(activation) alone", .activation(activation)),
            single("addition with \(activation)", .add(activation: activation), inputs: 2),
            residual("a residual with \(activation)", inputs: ["first", "other"], activation: activation),
            vector("linear layer with \(activation)", .linear(Linear(features: 5, activation: activation))),
        ]
    }

    private static func pointwise(filters: Int) -> Operation {
        .convolution(
            Convolution(filters: filters, window: SlidingWindow(kernel: Extent(1)), hasBias: true))
    }

    private static func vector(_ description: String, _ operation: Operation) -> Case {
        Case(
            testDescription: description,
            nodes: [
                Node("flat", .flatten, inputs: ["input"]),
                Node("last", operation, inputs: ["flat"]),
            ], kind: operation.kind)
    }

    @Test(arguments: cases + activationCases, [InferencePlan.MemoryFormat.channelsLast, .blocked])
    func `an operation computes what its definition says`(
        example: Case, format: InferencePlan.MemoryFormat
    ) throws {
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 11, width: 9), nodes: example.nodes,
            output: example.nodes.last?.name ?? "")
        try PlanContractTests.expectAgreement(network, format)
    }

    @Test func `every kind of operation has a case`() {
        #expect(Set((Self.cases + Self.activationCases).map(\.kind)) == Set(Operation.Kind.allCases))
    }
}
