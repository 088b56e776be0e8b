import Datasets
import Testing

/// The rules of CSV, seen through the manifests that are written in it.
@Suite struct CSVTests {
    /// A text and the paths, labels and lines in it.
    struct Reading: Sendable {
        let text: String
        let rows: [[String]]
        var lines: [Int] = [2, 3]
    }

    static let readings: [Reading] = [
        Reading(text: "path,label\na,x\nb,y\n", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "path,label\na,x\nb,y", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "path,label\r\na,x\r\nb,y\r\n", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "path,label\ra,x\rb,y\r", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "\u{FEFF}path,label\na,x\nb,y\n", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "\u{FEFF}\"path\",label\na,x\n", rows: [["a", "x"]], lines: [2]),
        Reading(
            text: "\n\npath,label\n\r\n\na,x\n\n\n\rb,y\n\n", rows: [["a", "x"], ["b", "y"]], lines: [6, 10]),
        Reading(text: "label,path\nx,a\ny,b\n", rows: [["a", "x"], ["b", "y"]]),
        Reading(
            text: "n,path,x,label,x\n1,a,,x,\n2,b,\"\",y,\n", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "path\tlabel\na\tx\nb, c\ty\n", rows: [["a", "x"], ["b, c", "y"]]),
        Reading(text: "path\t\"la,bel\"\tlabel\na\t\tx\n", rows: [["a", "x"]], lines: [2]),
        Reading(text: "path,label;x,label\na;b,,y;z\n", rows: [["a;b", "y;z"]], lines: [2]),
        Reading(text: "path,label\n a , x \n", rows: [[" a ", " x "]], lines: [2]),
        Reading(text: "path,label\na,'x'\n", rows: [["a", "'x'"]], lines: [2]),
        Reading(text: "path,label\n\"a\",\"x\"\n\"b\",\"y\"", rows: [["a", "x"], ["b", "y"]]),
        Reading(text: "path,label\n\"a,1\",\"x \"\"y\"\"\"\n", rows: [["a,1", "x \"y\""]], lines: [2]),
        Reading(text: "path,label\na,\"\"\"\"\n", rows: [["a", "\""]], lines: [2]),
        Reading(
            text: "path,label\n\"a\n1\r\n2\r3\",x\nb,y\n", rows: [["a\n1\r\n2\r3", "x"], ["b", "y"]],
            lines: [2, 6]),
        Reading(
            text: "path,label\n\"a\n\",\"\n\"\nb,y\n", rows: [["a\n", "\n"], ["b", "y"]], lines: [2, 5]),
        Reading(text: "path,label\nä/ö.jpg,猫 😀\n", rows: [["ä/ö.jpg", "猫 😀"]], lines: [2]),
    ]

    @Test(arguments: readings) func `fields are read as they are written`(_ reading: Reading) throws {
        let entries = try Manifest(csv: Array(reading.text.utf8)).entries
        #expect(entries.map { [$0.path] + $0.labels } == reading.rows)
        #expect(entries.map(\.line) == reading.lines)
    }

    @Test func `the two Unicode forms of a path are two paths`() throws {
        let entries = try Manifest(csv: Array("path,label\ncaf\u{E9},x\ncafe\u{301},x\n".utf8)).entries
        #expect(entries.map { Array($0.path.utf8).count } == [5, 6])
    }

    @Test func `a tab separates where the caller says so`() throws {
        let bytes = Array("path,label\tpath\tlabel\n1\ta,b\tx\n".utf8)
        let entries = try Manifest(csv: bytes, separator: .tab).entries
        #expect(entries.map { [$0.path] + $0.labels } == [["a,b", "x"]])
        #expect(throws: ManifestError.self) { try Manifest(csv: bytes) }
    }

    /// A text and the fault in its only bad row.
    struct Refusal: Sendable {
        let text: String
        let line: Int
        let fault: CSVFault
        let description: String
    }

    static let refusals: [Refusal] = [
        Refusal(
            text: "a \"1\",x", line: 2, fault: .quoteInsideField,
            description:
                "a quotation mark stands inside a field; put the whole field into quotation marks and double "
                + "the ones inside"),
        Refusal(
            text: "a,x\n \"b\",y", line: 3, fault: .quoteInsideField,
            description:
                "a quotation mark stands inside a field; put the whole field into quotation marks and double "
                + "the ones inside"),
        Refusal(
            text: "\"a\" ,x", line: 2, fault: .textAfterQuote,
            description: "there is text after the closing quotation mark of a field"),
        Refusal(
            text: "a,x\nb,\"y\n\"z", line: 4, fault: .textAfterQuote,
            description: "there is text after the closing quotation mark of a field"),
        Refusal(
            text: "a,x\nb,\"y\nc,z\n", line: 3, fault: .unclosedQuote,
            description: "the quotation mark of a field is never closed"),
        Refusal(
            text: "a,\"", line: 2, fault: .unclosedQuote,
            description: "the quotation mark of a field is never closed"),
        Refusal(
            text: "a,\"\"\"", line: 2, fault: .unclosedQuote,
            description: "the quotation mark of a field is never closed"),
        Refusal(
            text: "a,x\nb", line: 3, fault: .fieldCount(1, expected: 2),
            description: "there is 1 field, the header has 2"),
        Refusal(
            text: "a,x,", line: 2, fault: .fieldCount(3, expected: 2),
            description: "there are 3 fields, the header has 2"),
        Refusal(
            text: "a,x\n\n,\n,,\n", line: 5, fault: .fieldCount(3, expected: 2),
            description: "there are 3 fields, the header has 2"),
        Refusal(
            text: " \na,x", line: 2, fault: .fieldCount(1, expected: 2),
            description: "there is 1 field, the header has 2"),
    ]

    @Test(arguments: refusals) func `a row against the rules is named with its line`(_ refusal: Refusal) {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(csv: Array("path,label\n\(refusal.text)".utf8))
        }
        guard case .rows(let faults) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(faults.listed.contains(RowFault(line: refusal.line, reason: .csv(refusal.fault))))
        #expect(refusal.fault.description == refusal.description)
    }

    @Test func `a header against the rules is refused with its line`() {
        let cases: [(text: String, error: TableError, description: String)] = [
            (
                "\n\"path,label\na,x", .header(RowFault(line: 2, reason: .unclosedQuote)),
                "line 2: the quotation mark of a field is never closed"
            ),
            (
                "path,la\"bel\na,x", .header(RowFault(line: 1, reason: .quoteInsideField)),
                "line 1: a quotation mark stands inside a field; put the whole field into quotation marks and "
                    + "double the ones inside"
            ),
            (
                "path;label\na;x\n", .semicolons,
                "the fields are separated by semicolons; imgcls reads commas or tabs"
            ),
            ("", .empty, "the file is empty"),
            ("\u{FEFF}", .empty, "the file is empty"),
            ("\r\n\n", .empty, "the file is empty"),
            ("path,label", .noRows, "the file has no rows"),
            ("path,label\n\n", .noRows, "the file has no rows"),
            (
                "path,label,path\na,x,b\n", .repeatedColumn("path"),
                "the column path stands twice in the header"
            ),
            (
                String(repeating: ",", count: 10_000), .tooManyColumns(10_001, maximum: 10_000),
                "the header has 10001 columns, at most 10000 are allowed"
            ),
        ]
        for (text, error, description) in cases {
            #expect(throws: ManifestError.table(error)) { try Manifest(csv: Array(text.utf8)) }
            #expect(ManifestError.table(error).description == description)
        }
    }

    @Test func `bytes that are no UTF-8 are refused with their place`() {
        let cases: [(bytes: [UInt8], error: TableError, description: String)] = [
            (
                Array("path,label\r\na,x\rcaf".utf8) + [0xE9], .notUTF8(line: 3, byteOffset: 19),
                "line 3: the byte at offset 19 is no UTF-8; save the file as UTF-8"
            ),
            (
                [0xC3], .notUTF8(line: 1, byteOffset: 0),
                "line 1: the byte at offset 0 is no UTF-8; save the file as UTF-8"
            ),
            ([0xFF, 0xFE, 0x70, 0], .isUTF16, "the file is text in UTF-16; save it as UTF-8"),
            ([0xFE, 0xFF, 0, 0x70], .isUTF16, "the file is text in UTF-16; save it as UTF-8"),
        ]
        for (bytes, error, description) in cases {
            #expect(throws: ManifestError.table(error)) { try Manifest(csv: bytes) }
            #expect(throws: ManifestError.table(error)) { try Manifest(jsonLines: bytes) }
            #expect(error.description == description)
        }
    }
}
