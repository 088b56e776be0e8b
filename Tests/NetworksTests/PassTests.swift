import Networks
import Tensors
import TestSupport
import Testing

@Suite struct PassTests {
    private func count(_ kind: Operation.Kind, in network: Network) -> Int {
        network.nodes.count { $0.operation.kind == kind }
    }

    @Test(arguments: NetworkZoo.allCases)
    func `after all passes no normalisation, dropout or lone activation is left`(zoo: NetworkZoo) throws {
        let network = zoo.network(classCount: 5)
        let folded = try network.droppingDropout().foldingBatchNormalization(
            try Formula.parameters(for: network))
        let fused = folded.network.fusingActivations().fusingResiduals()
        for kind in [Operation.Kind.batchNormalization, .dropout, .activation, .add] {
            #expect(count(kind, in: fused) == 0, "\(kind) in \(zoo)")
        }
        #expect(fused.output == network.output)
        try fused.check(folded.parameters)
    }

    @Test func `a wanted value is never fused away`() throws {
        let network = NetworkZoo.resNet18.network(classCount: 5)
        let wanted: Set<String> = ["layer1.0.bn2", "layer1.0.add"]
        let folded = try network.foldingBatchNormalization(
            try Formula.parameters(for: network), keeping: wanted)
        let fused = folded.network.fusingActivations(keeping: wanted).fusingResiduals(keeping: wanted)
        #expect(wanted.allSatisfy { fused.node(named: $0) != nil })
    }

    @Test func `an addition whose other input is read later is not done in place`() throws {
        let window = SlidingWindow(kernel: Extent(1))
        let convolution = Operation.convolution(Convolution(filters: 3, window: window, hasBias: true))
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 4),
            nodes: [
                Node("a", convolution, inputs: ["input"]),
                Node("b", convolution, inputs: ["a"]),
                Node("c", convolution, inputs: ["b"]),
                Node("sum", .add(activation: nil), inputs: ["c", "a"]),
                Node("again", .add(activation: nil), inputs: ["sum", "a"]),
            ], output: "again")
        let fused = network.fusingResiduals()
        #expect(fused.node(named: "sum")?.operation == .add(activation: nil))
        // The second addition has no convolution of its own to move into either.
        #expect(fused.node(named: "again")?.operation == .add(activation: nil))
    }

    @Test func `a convolution is not moved behind what overwrites its input`() throws {
        let window = SlidingWindow(kernel: Extent(1))
        let convolution = Operation.convolution(Convolution(filters: 3, window: window, hasBias: true))
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 4),
            nodes: [
                Node("x", convolution, inputs: ["input"]),
                Node("early", convolution, inputs: ["x"]),
                Node("y", convolution, inputs: ["input"]),
                Node("z", convolution, inputs: ["y"]),
                Node("first", .add(activation: nil), inputs: ["z", "x"]),
                Node("second", .add(activation: nil), inputs: ["early", "first"]),
            ], output: "second")
        let fused = network.fusingResiduals()
        #expect(fused.node(named: "z") == nil)  // moved onto x
        #expect(fused.node(named: "early") != nil)  // reads x, so it may not move behind that
    }

    @Test func `two nodes cannot share a parameter`() throws {
        let convolution = Operation.convolution(
            Convolution(filters: 3, window: SlidingWindow(kernel: Extent(1))))
        let network = Network(
            name: "test", input: InputShape(channels: 3, height: 4, width: 4),
            nodes: [
                Node("a", convolution, inputs: ["input"]),
                Node("b", convolution, inputs: ["a"], parameterPrefix: "a"),
            ], output: "b")
        #expect(throws: NetworkError.sharedParameter("a.weight")) { try network.parameterDescriptions() }
    }

    @Test func `missing and misshapen parameters are named`() throws {
        let network = NetworkZoo.vggStyle.network(classCount: 5)
        var parameters = try Formula.parameters(for: network)
        parameters["features.0.bias"] = nil
        #expect(throws: NetworkError.missingParameter("features.0.bias", expected: [16])) {
            try network.check(parameters)
        }
        parameters["features.0.bias"] = Tensor(shape: [15], repeating: 0)
        #expect(throws: NetworkError.wrongParameterShape("features.0.bias", expected: [16], got: [15])) {
            try network.check(parameters)
        }
    }
}
