import FoundationEssentials
import Networks
import Testing

/// What `pretrained/FORMAT.md` says about a network file is complete, and its example is true.
@Suite struct NetworkDocumentTests {
    private static func text() throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let page = folder.deletingLastPathComponent().appending(path: "pretrained/FORMAT.md")
        return String(decoding: try Data(contentsOf: page), as: UTF8.self)
    }

    @Test(arguments: Initializer.names) func `every initialiser is explained`(name: String) throws {
        #expect(try Self.text().contains("`\"\(name)\"`"))
    }

    @Test func `the example is read as it stands, and says what is trained`() throws {
        let lines = try Self.text().split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "```network"))
        let listing = lines[(start + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
        try NetworkText.check(Array(listing.utf8))
        let network = try JSONDecoder().decode(HandwrittenNetwork.self, from: Data(listing.utf8)).network
        var expected = Network(name: "mine", input: InputShape(channels: 3, height: 32, width: 32)) {
            Layer(
                "conv",
                .convolution(
                    Convolution(filters: 16, window: SlidingWindow(kernel: Extent(3), padding: .same))))
            Layer("norm", .batchNormalization(BatchNormalization()))
            Layer("relu", .activation(.relu))
            Layer("pool", .globalAveragePooling)
            Layer("drop", .dropout())
            Layer("head", .linear(Linear(features: 10)))
        }
        expected.initializer = .heUniform()
        expected.nodes[5].initializer = .normal(standardDeviation: 0.02)
        #expect(network == expected)
    }
}
