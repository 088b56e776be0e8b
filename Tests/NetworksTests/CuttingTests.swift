import Networks
import Tensors
import Testing

@Suite struct CuttingTests {
    @Test func `the feature extractor of lite0 ends at the pooled features`() throws {
        let features = try NetworkZoo.efficientNetLite0.network().featureExtractor()
        #expect(features.output == "global_pool")
        #expect(try features.shapes()["global_pool"] == [1280])
        #expect(features.node(named: "classifier") == nil)
        #expect(features.node(named: "dropout") == nil)
    }

    @Test func `a prefix keeps only what its end depends on`() throws {
        let prefix = try NetworkZoo.resNet18.network().prefix(through: "layer2.0.relu")
        #expect(prefix.output == "layer2.0.relu")
        #expect(prefix.node(named: "layer2.0.downsample.0") != nil)
        #expect(prefix.node(named: "layer2.1.conv1") == nil)
        #expect(try prefix.shapes()[prefix.output] == [128, 28, 28])
    }

    @Test(arguments: NetworkZoo.allCases)
    func `a replaced head has as many outputs as there are classes`(zoo: NetworkZoo) throws {
        let network = try zoo.network().replacingHead(classCount: 3)
        #expect(try network.classCount() == 3)
        #expect(try network.shapes()[network.output] == [3])
        #expect(try network.featureExtractor() == zoo.network().featureExtractor())
    }

    @Test func `a network that ends otherwise has no head`() throws {
        let features = try NetworkZoo.resNet18.network().featureExtractor()
        #expect(throws: NetworkError.noHead(output: "avgpool")) { try features.head() }
        #expect(throws: NetworkError.unknownOutput("nowhere")) { try features.prefix(through: "nowhere") }
    }
}
