import Datasets
import Testing

@Suite struct GroupPatternTests {
    static let keys: [(pattern: String, path: String, key: String?)] = [
        (#"p\d+"#, "cat/p12_3.png", "p12"),
        (#"(p\d+)_"#, "cat/p12_3.png", "p12"),
        (#"(?:p)(\d+)_(\d)"#, "cat/p12_3.png", "12"),
        (#"day-(\d+)|night-(\d+)"#, "cat/night-7.png", "7"),
        ("^[^/]+/[^_]+", "cat/p12_3.png", "cat/p12"),
        ("(x)?cat", "cat/1.png", nil),
        (#"()\d"#, "cat/1.png", nil),
        ("x*", "cat/1.png", nil),
        ("^p", "cat/p12_3.png", nil),
        ("caf\u{E9}", "cafe\u{301}/1.png", "caf\u{E9}"),
        ("", "cat/1.png", nil),
    ]

    @Test(arguments: keys) func `a key is what the first parentheses catch, or the whole match`(
        _ pattern: String, _ path: String, _ key: String?
    ) throws {
        #expect(try GroupPattern(pattern).makeMatcher()(path) == key)
    }

    static let refusals: [(pattern: String, reason: String)] = [
        ("(a", "expected ')'"),
        ("[z-a]", "character 'z' must compare less than or equal to 'a'"),
        (#"\q"#, #"invalid escape sequence '\q'"#),
    ]

    @Test(arguments: refusals) func `a text that is no regular expression is refused with the reason`(
        _ pattern: String, _ reason: String
    ) {
        #expect(throws: GroupPatternError.invalid(pattern: pattern, reason: reason)) {
            try GroupPattern(pattern)
        }
    }

    @Test func `the error is a sentence`() {
        let error = GroupPatternError.invalid(pattern: "(a\n", reason: "expected ')'")
        #expect(error.description == #"(a\x0A is no regular expression: expected ')'"#)
    }

    @Test func `a pattern groups the samples of all parts and tells how many it reached`() throws {
        let folder = try TemporaryFolder(files: [
            "train/cat/p1_1.png", "train/cat/p1_2.png", "train/cat/other.png", "train/dog/p2_1.png",
            "val/dog/p1_3.png", "test/cat/p3.png",
        ])
        let scanned = try ImageFolder.scan(folder.path)
        let grouped = scanned.grouped(by: try GroupPattern(#"p(\d+)_"#))
        #expect(grouped.matchCount == 4)
        #expect(grouped.groupCount == 2)
        // In natural order, `other.png` comes before `p1_1.png`.
        #expect(grouped.dataset.training.map(\.group) == [nil, "1", "1", "2"])
        #expect(grouped.dataset.validation.map(\.group) == ["1"])
        #expect(grouped.dataset.test.map(\.group) == [nil])
        #expect(grouped.dataset.training.map(\.path) == scanned.training.map(\.path))
        let nothing = grouped.dataset.grouped(by: try GroupPattern("nowhere"))
        #expect(nothing == GroupedDataset(dataset: scanned, matchCount: 0, groupCount: 0))
    }
}
