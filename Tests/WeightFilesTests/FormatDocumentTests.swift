import FoundationEssentials
import Tensors
import Testing
import WeightFiles

/// The specification in `pretrained/FORMAT.md` is true.
@Suite struct FormatDocumentTests {
    /// The bytes of the example, from the middle column of its listing.
    private func example() throws -> Data {
        let path = WeightFixtures.packageRoot.appending(path: "pretrained/FORMAT.md")
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "```hex"))
        let listing = lines[(start + 1)...].prefix { $0 != "```" }
        return Data(
            listing.flatMap { line in
                line.dropFirst(10).prefix(47).split(separator: " ").compactMap { UInt8($0, radix: 16) }
            })
    }

    @Test func `the example is what the writer writes`() throws {
        var content = SafeTensorsContent(metadata: ["k": "v"])
        try content.add(Tensor(shape: [1, 2], values: [1, -2]), named: "w", as: .float16)
        try content.add(Tensor(shape: [1], values: [0.5]), named: "bias")
        #expect(try content.serialized() == example())
    }

    @Test func `the example reads as the page says`() throws {
        let file = try SafeTensorsFile(parsing: example())
        #expect(file.metadata == ["k": "v"])
        #expect(file.tensorNames == ["bias", "w"])
        #expect(try file.tensor(named: "bias") == Tensor(shape: [1], values: [0.5]))
        #expect(try file.tensor(named: "w") == Tensor(shape: [1, 2], values: [1, -2]))
    }
}
