import Datasets
import Testing

@Suite struct ManifestFileTests {
    static let contents: [(name: String, text: String)] = [
        ("list.csv", "path,label\na,x\n"),
        ("list.CSV", "path,label\na,x\n"),
        ("list.tsv", "path\tlabel\na\tx\n"),
        ("list.tsv", "path\tlabel\tx,y\na\tx\tz\n"),
        ("list.jsonl", #"{"path": "a", "label": "x"}"#),
        ("list.ndjson", "\n" + #"{"path": "a", "label": "x"}"#),
        ("list", "path,label\na,x\n"),
        ("list.txt", "path\tlabel\na\tx\n"),
        ("list.txt", "\u{FEFF} \n " + #"{"path": "a", "label": "x"}"#),
        ("jsonl", "path,label\na,x\n"),
        ("folder.jsonl/list", "path,label\na,x\n"),
    ]

    @Test(arguments: contents) func `the name, else the first character, tells the format`(
        _ name: String, _ text: String
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(text.utf8), to: name)
        let entries = try Manifest(contentsOfFile: "\(folder.path)/\(name)").entries
        #expect(entries.map { [$0.path] + $0.labels } == [["a", "x"]])
    }

    @Test func `the name decides even against the content`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(#"{"path": "a", "label": "x"}"#.utf8), to: "list.csv")
        #expect(throws: ManifestError.self) { try Manifest(contentsOfFile: folder.path + "/list.csv") }
    }

    @Test func `a JSON list is named as one`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(#"[{"path": "a", "label": "x"}]"#.utf8), to: "list.json")
        #expect(throws: ManifestError.isJSONList) { try Manifest(contentsOfFile: folder.path + "/list.json") }
    }

    @Test func `a file that cannot be read is told apart from one that cannot be used`() throws {
        let folder = try TemporaryFolder()
        let missing = ManifestError.unreadable(.notFound)
        #expect(throws: missing) { try Manifest(contentsOfFile: folder.path + "/list.csv") }
        #expect(missing.category == .inputNotFound)
        #expect(missing.description == "there is no such file")
        #expect(throws: ManifestError.unreadable(.notARegularFile(.folder))) {
            try Manifest(contentsOfFile: folder.path)
        }
        #expect(throws: FixListError.unreadable(.notFound)) {
            try FixList(contentsOfFile: folder.path + "/fixes.csv")
        }
        #expect(FixListError.unreadable(.notFound).category == .inputNotFound)
        #expect(FixListError.table(.empty).category == .badData)
    }

    @Test func `a list of fixes is read from a file`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("action,path\ndrop,a\n".utf8), to: "fixes.csv")
        #expect(
            try FixList(contentsOfFile: folder.path + "/fixes.csv").fixes == [Fix(.drop, path: "a", line: 2)])
    }
}
