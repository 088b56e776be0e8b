import Networks
import Tensors
import Testing

@Suite struct BlocksTests {
    @Test(arguments: NetworkZoo.allCases)
    func `every number of blocks cuts a network in two that fit together`(zoo: NetworkZoo) throws {
        let network = zoo.network(classCount: 5)
        let shapes = try network.shapes()
        let blocks = network.blocks()
        #expect(!blocks.isEmpty || zoo == .perceptron)
        for count in 0...blocks.count {
            guard let cut = network.cutPoint(unfreezingLast: count) else { continue }
            let shape = try #require(shapes[cut])
            let prefix = try network.prefix(through: cut)
            let suffix = network.suffix(
                after: cut, input: InputShape(channels: shape[0], height: shape[1], width: shape[2]))
            let rest = try suffix.shapes()
            #expect(rest[suffix.output] == [5], "behind \(cut)")
            #expect(
                prefix.nodes.count + suffix.nodes.count == network.nodes.count, "\(cut) is in one part only")
            let descriptions = try prefix.parameterDescriptions() + suffix.parameterDescriptions()
            #expect(Set(descriptions) == Set(try network.parameterDescriptions()), "behind \(cut)")
        }
        // All blocks are everything.
        #expect(network.cutPoint(unfreezingLast: blocks.count) == nil)
    }

    @Test func `blocks are those that people count`() {
        let names = NetworkZoo.efficientNetLite0.network().blocks().map(\.name)
        #expect(names.first == "conv_stem" && names.last == "conv_head")
        #expect(names.dropFirst().dropLast().allSatisfy { $0.hasPrefix("blocks.") })
        #expect(names.count == 18)
        #expect(
            NetworkZoo.resNet18.network().blocks().map(\.name).suffix(3) == [
                "layer3.1", "layer4.0", "layer4.1",
            ])
    }

    @Test func `a cut never parts a residual from its sum`() {
        let network = NetworkZoo.resNet18.network()
        let points = network.cutPoints()
        #expect(points.contains("layer1.0.relu"))
        #expect(!points.contains("layer1.0.conv1") && !points.contains("layer1.1.bn2"))
    }
}
