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

    @Test func `labels are counted each, and images once`() throws {
        let names = try ClassNames(["cat", "dog", "café", "bird"])
        let images: [(content: String, labels: [Int])] = [
            ("0", [1, 2]), ("1", []), ("0", [1]), ("2", [0]), ("1", []),
        ]
        let samples = images.map { Sample(root: "/", relativePath: $0.content, labelIndices: $0.labels) }
        let digests = images.map { ContentDigest(of: Array($0.content.utf8)) }
        let summary = DatasetSummary(
            labelling: .labels, classNames: names, samples: samples, digests: digests)
        #expect(summary.classes.map(\.sampleCount) == [1, 2, 1, 0])
        #expect(summary.sampleCount == 5)
        #expect(summary.distinctContentCount == 3)
        #expect(summary.values == nil)
        // Expected digests: Tests/Golden/datasets_split.py.
        #expect(
            summary.digest.description == "702d0673738bd76685c43d402e7d6480f8d66c83bdfa3841731b72d85b1da59c")
        let turned = DatasetSummary(
            labelling: .labels, classNames: names, samples: samples.reversed(), digests: digests.reversed())
        #expect(turned == summary)
        let none = DatasetSummary(labelling: .labels, classNames: names, samples: [], digests: [])
        #expect(
            none.digest.description == "600c474d1cce14ca49d4ac5d930ee30118e372842037a1b36cffa2bff7e3a32a")
        try Self.expectRoundTrip(
            summary, beginning: #"{"classes":[{"name":"cat","sample_count":1},{"name":"dog","#,
            holding: #","distinct_content_count":3,"sample_count":5}"#)
    }

    @Test func `numbers are told by their range and mean`() throws {
        let images: [(content: String, values: [Float])] = [
            ("0", [1.5, -3]), ("1", [-0.0, 1e-3]), ("0", [1.5, -3]),
        ]
        func summary(_ names: [String], order: [Int], _ positions: [Int]) throws -> DatasetSummary {
            let images = positions.map { images[$0] }
            return DatasetSummary(
                labelling: .values, classNames: try ClassNames(names),
                samples: images.map { image in
                    Sample(root: "/", relativePath: image.content, values: order.map { image.values[$0] })
                },
                digests: images.map { ContentDigest(of: Array($0.content.utf8)) })
        }
        let first = try summary(["width", "age"], order: [0, 1], [0, 1, 2])
        #expect(first.classes.isEmpty)
        #expect(first.sampleCount == 3)
        #expect(
            first.values == [
                .init(name: "width", minimum: 0, mean: 1, maximum: 1.5),
                .init(name: "age", minimum: -3, mean: (-6 + Double(Float(1e-3))) / 3, maximum: 1e-3),
            ])
        // Expected digests: Tests/Golden/datasets_split.py.
        #expect(
            first.digest.description == "7caa3dbbb1e567056dca8e541767f7c1ebf7fe56a2157e6c9697c4f6890b59d8")
        let turned = try summary(["age", "width"], order: [1, 0], [2, 1, 0])
        #expect(turned.digest == first.digest)
        #expect(turned.values == first.values?.reversed())
        let none = try summary(["value"], order: [0], [])
        #expect(none.values == [])
        #expect(
            none.digest.description == "458f8f38750b17a9f712c08ada0e78ccee520a81299c488094f04f9b21044d42")
        try Self.expectRoundTrip(
            first, beginning: #"{"classes":[],"digest":""#,
            holding: #","sample_count":3,"values":[{"maximum":1.5,"mean":1,"minimum":0,"name":"width"},"#)
        try Self.expectRoundTrip(none, beginning: #"{"classes":[],"#, holding: #""values":[]}"#)
    }

    private static func expectRoundTrip(
        _ summary: DatasetSummary, beginning: String, holding: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(summary)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.hasPrefix(beginning), sourceLocation: sourceLocation)
        #expect(text.contains(holding), sourceLocation: sourceLocation)
        #expect(
            try JSONDecoder().decode(DatasetSummary.self, from: data) == summary,
            sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        #"[{"name":"a","sample_count":-1}]"#,
        #"[{"name":"a","sample_count":9223372036854775807},{"name":"b","sample_count":1}]"#,
        #"[],"sample_count":-1"#,
    ])
    func `numbers of samples that no data set has are refused`(_ classes: String) {
        let digest = ContentDigest(of: [])
        let text = #"{"classes":\#(classes),"digest":"\#(digest)","distinct_content_count":1}"#
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(DatasetSummary.self, from: Data(text.utf8))
        }
    }

    @Test func `another number of values than names traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = DatasetSummary(
                labelling: .values, classNames: try ClassNames(["a", "b"]),
                samples: [Sample(root: "/", relativePath: "x", values: [1])],
                digests: [ContentDigest(of: [])])
        }
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
