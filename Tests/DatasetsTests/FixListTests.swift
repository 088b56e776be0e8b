import Datasets
import Testing

@Suite struct FixListTests {
    @Test func `a list is read and written`() throws {
        let text = """
            action,path,label,new_label,reason
            drop,"cat/a, b.jpg",cat,,exact copy of cat/1.jpg
            relabel,cat/2.jpg,cat,dog,probably mislabelled
            keep,dog/3.jpg,,,"seen ""twice""\"

            """
        let list = try FixList(csv: Array(text.utf8))
        #expect(
            list.fixes == [
                Fix(.drop, path: "cat/a, b.jpg", label: "cat", reason: "exact copy of cat/1.jpg", line: 2),
                Fix(
                    .relabel(to: "dog"), path: "cat/2.jpg", label: "cat", reason: "probably mislabelled",
                    line: 3),
                Fix(.keep(), path: "dog/3.jpg", reason: "seen \"twice\"", line: 4),
            ])
        #expect(list.csvText == text)
    }

    @Test func `only action and path are needed, rows are not`() throws {
        #expect(
            try FixList(csv: Array("path,note,action\na,1,drop\n".utf8)).fixes == [
                Fix(.drop, path: "a", line: 2)
            ])
        #expect(try FixList(csv: Array("action,path\n".utf8)).fixes == [])
        #expect(FixList([]).csvText == "action,path,label,new_label,reason\n")
    }

    @Test(arguments: ManifestWritingTests.pieces) func `awkward texts come back`(_ piece: String) throws {
        let fixes = [
            Fix(.drop, path: piece, label: piece, reason: piece, line: 0),
            Fix(.relabel(to: piece), path: "x\(piece)", label: "y\(piece)z", reason: ""),
        ]
        let read = try FixList(csv: Array(FixList(fixes).csvText.utf8)).fixes
        #expect(read.map(\.action) == fixes.map(\.action))
        #expect(read.map { Array($0.path.utf8) } == fixes.map { Array($0.path.utf8) })
        #expect(read.map(\.label) == fixes.map(\.label))
        #expect(read.map(\.reason) == fixes.map(\.reason))
    }

    /// A file and what is wrong with it.
    struct Refusal: Sendable {
        let text: String
        let error: FixListError
        let description: String

        init(_ text: String, _ error: FixListError, _ description: String) {
            self.text = text
            self.error = error
            self.description = description
        }

        init(row: String, _ fault: FixFault, _ description: String) {
            self.init(
                "action,path,label,new_label,reason\nkeep,first,,,\n\(row)\n",
                .rows(RowFaults([RowFault(line: 3, reason: fault)])), "line 3: \(description)")
        }
    }

    static let refusals: [Refusal] = [
        Refusal("", .table(.empty), "the file is empty"),
        Refusal(
            "actoin,path\n", .table(.missingColumn("action", found: ["actoin", "path"], nearest: "actoin")),
            "there is no column action; found actoin, path (is actoin meant?)"),
        Refusal(
            "action;path\n", .table(.semicolons),
            "the fields are separated by semicolons; imgcls reads commas or tabs"),
        Refusal(
            row: "delete,a,,,", .unknownAction("delete"),
            "there is no action delete; drop, relabel or keep is allowed"),
        Refusal(
            row: ",a,,,", .unknownAction(""),
            #"there is no action ""; drop, relabel or keep is allowed"#),
        Refusal(row: "drop,,,,", .emptyPath, "the path is empty"),
        Refusal(row: "relabel,a,x,,", .noNewLabel, "there is no new_label to relabel the image with"),
        Refusal(
            row: "relabel,a,x,\(String(repeating: "y", count: 256)),",
            .labelTooLong(byteCount: 256, maximum: 255), "the label has 256 bytes, at most 255 are allowed"),
        Refusal(
            row: "drop,first,,,", .repeatedPath("first", firstLine: 2), "the path first stands in line 2 too"),
        Refusal(
            row: "drop,a", .csv(.fieldCount(2, expected: 5)), "there are 2 fields, the header has 5"),
        Refusal(row: "drop,\"a", .csv(.unclosedQuote), "the quotation mark of a field is never closed"),
    ]

    @Test(arguments: refusals) func `a file that is no list of fixes is refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try FixList(csv: Array(refusal.text.utf8)) }
        #expect(refusal.error.description == refusal.description)
        #expect(refusal.error.category == .badData)
    }
}
