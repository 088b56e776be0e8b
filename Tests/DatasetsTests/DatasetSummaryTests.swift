import Datasets
import FoundationEssentials
import Testing

@Suite struct DatasetSummaryTests {
    static func summary(_ classNames: [String], _ pairs: [(label: String, content: String)]) throws
        -> DatasetSummary
    {
        let classes = try ClassNames(classNames)
        let samples = try pairs.enumerated().map { index, pair in
            Sample(
                root: "/", relativePath: "\(index)",
                classIndex: try #require(classes.index(of: pair.label)))
        }
        return DatasetSummary(
            classNames: classes, samples: samples,
            digests: pairs.map { ContentDigest(of: Array($0.content.utf8)) })
    }

    static let pairs = [("dog", "0"), ("dog", "1"), ("café", "2"), ("cat", "0"), ("dog", "1")]

    @Test func `counts and digest equal an independent computation`() throws {
        // Expected digests: Tests/Golden/datasets_split.py.
        let summary = try Self.summary(["dog", "cat", "café", "bird"], Self.pairs)
        #expect(summary.classes.map(\.name) == ["dog", "cat", "café", "bird"])
        #expect(summary.classes.map(\.sampleCount) == [3, 1, 1, 0])
        #expect(summary.sampleCount == 5)
        #expect(summary.distinctContentCount == 3)
        #expect(
            summary.digest.description == "d328697a09d8d9d8bd66ef89631c3a4149b76f12050eb701dab791cb2a9d3512")
        #expect(
            try Self.summary(["dog"], []).digest.description
                == "3f264a4c029c85a072e832b4cb34f59a2d012249743139b8afb91916021c3196")
    }

    @Test func `the digest knows labels and contents, not order`() throws {
        let names = ["bird", "café", "cat", "dog"]
        let digest = try Self.summary(["dog", "cat", "café"], Self.pairs).digest
        #expect(try Self.summary(names, Self.pairs.reversed()).digest == digest)
        #expect(try Self.summary(names, Self.pairs.dropLast()).digest != digest)
        #expect(
            try Self.summary(names, Self.pairs.map { ($0.0 == "cat" ? "bird" : $0.0, $0.1) }).digest != digest
        )
    }

    @Test func `JSON holds classes, counts and the digest`() throws {
        let summary = try Self.summary(["a"], [("a", "0")])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(summary)
        let text = #"{"classes":[{"name":"a","sample_count":1}],"digest":"\#(summary.digest)","#
        #expect(String(decoding: data, as: UTF8.self) == text + #""distinct_content_count":1}"#)
        #expect(try JSONDecoder().decode(DatasetSummary.self, from: data) == summary)
    }

    @Test func `a class index without a name traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = DatasetSummary(
                classNames: try ClassNames(["a"]),
                samples: [Sample(root: "/", relativePath: "x", classIndex: 1)],
                digests: [ContentDigest(of: [])])
        }
    }
}
