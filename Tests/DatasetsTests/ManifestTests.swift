import Datasets
import Testing

@Suite struct ManifestTests {
    static let digest = ContentDigest(of: [1, 2, 3])

    @Test func `all columns are read`() throws {
        let text = """
            group,hash,path,labels,split
            g1,\(Self.digest),a.jpg,cat|big dog,TRAIN
            ,,b.jpg,dog,
            """
        let entries = try Manifest(csv: Array(text.utf8)).entries
        #expect(
            entries == [
                Manifest.Entry(
                    path: "a.jpg", labels: ["cat", "big dog"], partition: .training, digest: Self.digest,
                    group: "g1", line: 2),
                Manifest.Entry(path: "b.jpg", labels: ["dog"], line: 3),
            ])
    }

    @Test func `the separator of labels means nothing in a column label`() throws {
        let entries = try Manifest(csv: Array("path,label\na.jpg,cat|dog\n".utf8)).entries
        #expect(entries.map(\.labels) == [["cat|dog"]])
    }

    @Test(arguments: [
        ("train", Partition.training), ("Training", .training), ("VAL", .validation), ("valid", .validation),
        ("validation", .validation), ("test", .test), ("Test", .test),
    ])
    func `a split has several names`(_ name: String, _ partition: Partition) throws {
        let text = "path,label,split\na,x,\(name)\n"
        #expect(try Manifest(csv: Array(text.utf8)).entries.map(\.partition) == [partition])
    }

    @Test func `a hash has digits of either case`() throws {
        let text = "path,label,hash\na,x,\(Self.digest.description.uppercased())\n"
        #expect(try Manifest(csv: Array(text.utf8)).entries.map(\.digest) == [Self.digest])
    }

    /// A header and what is wrong with it.
    struct HeaderRefusal: Sendable {
        let header: String
        let error: ManifestError
        let description: String
    }

    static let headerRefusals: [HeaderRefusal] = [
        HeaderRefusal(
            header: "lable,file_name",
            error: .table(.missingColumn("path", found: ["lable", "file_name"], nearest: nil)),
            description: "there is no column path; found lable, file_name"),
        HeaderRefusal(
            header: "path,lable",
            error: .table(.missingColumn("label", found: ["path", "lable"], nearest: "lable")),
            description: "there is no column label; found path, lable (is lable meant?)"),
        HeaderRefusal(
            header: "Path,label",
            error: .table(.missingColumn("path", found: ["Path", "label"], nearest: "Path")),
            description: "there is no column path; found Path, label (is Path meant?)"),
        HeaderRefusal(
            header: "path, label",
            error: .table(.missingColumn("label", found: ["path", " label"], nearest: " label")),
            description: #"there is no column label; found path, " label" (is " label" meant?)"#),
        // "hash" is two letters from "path", and it means something else.
        HeaderRefusal(
            header: "hash,label,",
            error: .table(.missingColumn("path", found: ["hash", "label", ""], nearest: nil)),
            description: #"there is no column path; found hash, label, """#),
        HeaderRefusal(
            header: "1,2,3,4,5,6,7,8,9,10,path,12",
            error: .table(
                .missingColumn("label", found: (1...10).map(\.description), nearest: nil)),
            description: "there is no column label; found 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        HeaderRefusal(
            header: "path,label,labels", error: .labelAndLabels,
            description: "the header has both label and labels; keep one"),
    ]

    @Test(arguments: headerRefusals) func `a header without the columns is refused`(_ refusal: HeaderRefusal)
    {
        #expect(throws: refusal.error) { try Manifest(csv: Array("\(refusal.header)\na,b\n".utf8)) }
        #expect(refusal.error.description == refusal.description)
        #expect(refusal.error.category == .badData)
    }

    /// Rows under a header of path, label, split, hash and group, and the fault of the last.
    struct RowRefusal: Sendable {
        let rows: [String]
        let fault: ManifestFault
        let description: String
    }

    static let rowRefusals: [RowRefusal] = [
        RowRefusal(rows: [",x,,,"], fault: .emptyPath, description: "the path is empty"),
        RowRefusal(
            rows: ["a\0b,x,,,"], fault: .pathWithZeroByte, description: "the path holds a zero byte"),
        RowRefusal(
            rows: ["\(String(repeating: "p", count: 4096)),x,,,"],
            fault: .tooLong(name: "path", byteCount: 4096, maximum: 4095),
            description: "the path has 4096 bytes, at most 4095 are allowed"),
        RowRefusal(rows: ["a,,,,"], fault: .emptyLabel, description: "the label is empty"),
        RowRefusal(
            rows: ["a,\(String(repeating: "ä", count: 128)),,,"],
            fault: .tooLong(name: "label", byteCount: 256, maximum: 255),
            description: "the label has 256 bytes, at most 255 are allowed"),
        RowRefusal(
            rows: ["a,x,,,\(String(repeating: "g", count: 1025))"],
            fault: .tooLong(name: "group", byteCount: 1025, maximum: 1024),
            description: "the group has 1025 bytes, at most 1024 are allowed"),
        RowRefusal(
            rows: ["a,x,dev,,"], fault: .unknownSplit("dev"),
            description: "there is no split dev; train, val, test or nothing is allowed"),
        RowRefusal(
            rows: ["a,x, train,,"], fault: .unknownSplit(" train"),
            description: #"there is no split " train"; train, val, test or nothing is allowed"#),
        RowRefusal(
            rows: ["a,x,,1234,"], fault: .unusableHash("1234"),
            description: "the hash 1234 is not 64 hexadecimal digits (SHA-256)"),
        RowRefusal(
            rows: ["a,x,,\(String(repeating: "g", count: 1000)),"],
            fault: .unusableHash(String(repeating: "g", count: 1000)),
            description:
                "the hash \(String(repeating: "g", count: 80))… is not 64 hexadecimal digits (SHA-256)"),
        RowRefusal(
            rows: ["b,x,,,", "a,x,train,,", "a,x,Training,,g"],
            fault: .repeatedPath("a", firstLine: 3, difference: .none),
            description: "the path a stands in line 3 too"),
        RowRefusal(
            rows: ["a,x,train,,", "a,y,train,,"],
            fault: .repeatedPath("a", firstLine: 2, difference: .labels),
            description:
                "the path a stands in line 2 too, with another label; give all labels of an image in one row"),
        RowRefusal(
            rows: ["a,x,train,,", "b,x,,,", "a,x,,,"],
            fault: .repeatedPath("a", firstLine: 2, difference: .split),
            description: "the path a stands in line 2 too, with another split"),
    ]

    @Test(arguments: rowRefusals) func `a row that cannot be used is named with its line`(
        _ refusal: RowRefusal
    ) {
        let text = "path,label,split,hash,group\n" + refusal.rows.joined(separator: "\n")
        let line = refusal.rows.count + 1
        let error = ManifestError.rows(RowFaults([RowFault(line: line, reason: refusal.fault)]))
        #expect(throws: error) { try Manifest(csv: Array(text.utf8)) }
        #expect(error.description == "line \(line): \(refusal.description)")
    }

    @Test func `several labels are checked one by one`() {
        let many = Array(repeating: "x", count: 1001).joined(separator: "|")
        let cases: [(labels: String, fault: ManifestFault, description: String)] = [
            ("", .noLabels, "there are no labels; that is for --task multilabel"),
            ("x|", .emptyLabel, "the label is empty"),
            ("|", .emptyLabel, "the label is empty"),
            ("x|y|x", .repeatedLabel("x"), "the label x stands twice"),
            (
                "caf\u{E9}|cafe\u{301}", .repeatedLabel("cafe\u{301}"),
                "the label cafe\u{301} stands twice"
            ),
            (many, .tooManyLabels(1001, maximum: 1000), "there are 1001 labels, at most 1000 are allowed"),
        ]
        for (labels, fault, description) in cases {
            let error = ManifestError.rows(RowFaults([RowFault(line: 2, reason: fault)]))
            #expect(throws: error) { try Manifest(csv: Array("path,labels\na,\(labels)\n".utf8)) }
            #expect(error.description == "line 2: \(description)")
        }
    }

    @Test func `up to ten rows are named at once, the others are counted`() {
        let rows = (1...12).map { $0 == 3 ? "3,x,train" : "\($0),x,tain" }
        let text = "path,label,split\n" + rows.joined(separator: "\n") + "\n13\n\"14"
        let error = #expect(throws: ManifestError.self) { try Manifest(csv: Array(text.utf8)) }
        let named = [2, 3, 5, 6, 7, 8, 9, 10, 11, 12].map {
            "line \($0): there is no split tain; train, val, test or nothing is allowed"
        }
        #expect(
            error?.description == "13 rows cannot be used: \(named.joined(separator: "; ")); and 3 more")
    }
}
