import Datasets
import Testing

@Suite struct ManifestValuesTests {
    static func manifest(_ text: String) throws -> Manifest {
        try Manifest(csv: Array(text.utf8), labelling: .values)
    }

    static func lines(_ text: String) throws -> Manifest {
        try Manifest(jsonLines: Array(text.utf8), labelling: .values)
    }

    @Test func `one number, and several in the order of their columns`() throws {
        let one = try Self.manifest("path,value,label\na,3.5,\nb,-2,\n")
        #expect(one.labelling == .values)
        #expect(one.valueNames == ["value"])
        #expect(one.entries.map(\.values) == [[3.5], [-2]])
        #expect(one.entries.map(\.labels) == [[], []])
        let several = try Self.manifest(
            "value:width,path,value:age,split,Value:x\n1,a,2,val,\n3,b,4,,\n")
        #expect(several.valueNames == ["width", "age"])
        #expect(several.entries.map(\.values) == [[1, 2], [3, 4]])
        #expect(several.entries.map(\.partition) == [.validation, nil])
        let odd = try Self.manifest("path,value:value,value: é:1\na,1,2\n")
        #expect(odd.valueNames == ["value", " é:1"])
    }

    @Test func `JSON Lines give numbers in natural order of their names`() throws {
        let one = try Self.lines(#"{"value": -1.5e-3, "path": "a", "label": [], "labels": {}}"#)
        #expect(one.valueNames == ["value"])
        #expect(one.entries.map(\.values) == [[-0.0015]])
        let several = try Self.lines(
            """
            {"path": "a", "values": {"x10": 1, "b": 2, "x9": 3}}
            {"values": {"x9": 6, "b": 5, "x10": 4}, "path": "b"}
            """)
        #expect(several.valueNames == ["b", "x9", "x10"])
        #expect(several.entries.map(\.values) == [[2, 3, 1], [5, 6, 4]])
        let mixed = try Self.lines(
            "{\"path\": \"a\", \"values\": {\"value\": 1}}\n{\"path\": \"b\", \"value\": 2}")
        #expect(mixed.entries.map(\.values) == [[1], [2]])
    }

    static let numbers: [(text: String, value: Float)] = [
        ("0", 0), ("-0", 0), ("-0.0e5", 0), ("+7", 7), ("007", 7), ("5.", 5), (".5", 0.5), ("-.25", -0.25),
        ("1e3", 1000), ("1E+3", 1000), ("1.5e-3", 0.0015), ("3.4028235e38", .greatestFiniteMagnitude),
        ("1e-45", .leastNonzeroMagnitude), ("1e-400", 0), ("16777217", 16_777_216),
        ("0.1", 0.1), ("1e-9999999999", 0), ("0e9999999999", 0),
    ]

    @Test(arguments: numbers) func `a decimal number is read`(_ text: String, _ value: Float) throws {
        let read = try Self.manifest("path,value\na,\(text)\n").entries.flatMap(\.values)
        #expect(read == [value])
        #expect(read.map(\.sign) == [value.sign])
    }

    /// Fields of a column `value:size` and what is wrong with them.
    static let refusals: [(field: String, fault: ManifestFault, description: String)] =
        [
            "nan", "NaN", "inf", "-Infinity", "0x1p3", "0x10", "1,5", "1_000", "1e", "e5", ".", "-", "+",
            "--1",
            "1.2.3", "1 000", "five", "1e5.0", "１", "1f", "1\u{301}",
        ].map { text in
            (
                text == "1,5" ? "\"1,5\"" : text, .noDecimalNumber(text, column: "value:size"),
                "value:size is \(text), which is no decimal number"
            )
        } + [
            ("", .emptyValue(column: "value:size"), "value:size is empty; each image needs a number"),
            (
                " 1", .noDecimalNumber(" 1", column: "value:size"),
                "value:size is \" 1\", which is no decimal number"
            ),
            (
                "a\u{1B}[2J", .noDecimalNumber("a\u{1B}[2J", column: "value:size"),
                "value:size is a\\x1B[2J, which is no decimal number"
            ),
            (
                String(repeating: "x", count: 90),
                .noDecimalNumber(String(repeating: "x", count: 90), column: "value:size"),
                "value:size is \(String(repeating: "x", count: 80))…, which is no decimal number"
            ),
            (
                "1e39", .valueTooLarge("1e39", column: "value:size"),
                "value:size is 1e39; numbers reach from -3.4e38 to 3.4e38"
            ),
            (
                "-1e9999999999", .valueTooLarge("-1e9999999999", column: "value:size"),
                "value:size is -1e9999999999; numbers reach from -3.4e38 to 3.4e38"
            ),
            (
                String(repeating: "1", count: 101),
                .tooLong(name: "number in value:size", byteCount: 101, maximum: 100),
                "the number in value:size has 101 bytes, at most 100 are allowed"
            ),
        ]

    @Test(arguments: refusals) func `anything else is a fault of its row and column`(
        _ field: String, _ fault: ManifestFault, _ description: String
    ) {
        let error = ManifestError.rows(RowFaults([RowFault(line: 3, reason: fault)]))
        #expect(throws: error) { try Self.manifest("path,value:age,value:size\na,1,2\nb,1,\(field)\n") }
        #expect(error.description == "line 3: \(description)")
    }

    static let headers: [(header: String, error: ManifestError, description: String)] = [
        (
            "path,label", .table(.missingColumn("value", found: ["path", "label"], nearest: nil)),
            "there is no column value; found path, label; label is for --task multiclass"
        ),
        (
            "path,values", .table(.missingColumn("value", found: ["path", "values"], nearest: "values")),
            "there is no column value; found path, values (is values meant?)"
        ),
        (
            "path,value,value:x", .valueNames(.valueAndNamedValues),
            "the header has both value and value:NAME; keep one"
        ),
        (
            "path,value:", .valueNames(.emptyName), "in the header the name of a number is empty"
        ),
        ("path,value,value", .table(.repeatedColumn("value")), "the column value stands twice in the header"),
        ("path,value:x,value:x", .valueNames(.repeatedName("x")), "in the header two numbers are named x"),
        (
            "path,value:\u{E9},value:e\u{301}", .valueNames(.repeatedName("e\u{301}")),
            "in the header two numbers are named e\u{301}"
        ),
        (
            "path,value:\(String(repeating: "x", count: 256))",
            .valueNames(.nameTooLong(byteCount: 256, maximum: 255)),
            "in the header the name of a number has 256 bytes, at most 255 are allowed"
        ),
        (
            (0...1000).reduce("path") { "\($0),value:\($1)" }, .valueNames(.tooMany(1001, maximum: 1000)),
            "in the header there are 1001 numbers, at most 1000 are allowed"
        ),
    ]

    @Test(arguments: headers) func `columns that cannot be told apart or named are refused`(
        _ header: String, _ error: ManifestError, _ description: String
    ) {
        #expect(throws: error) { try Self.manifest("\(header)\n") }
        #expect(error.description == description)
        #expect(error.category == .badData)
    }

    /// Second lines behind `{"path": "a", "values": {"age": 1, "size": 2}}`, and what is wrong with them.
    static let lineRefusals: [(line: String, description: String)] = [
        (#"{"path": "b"}"#, "there is no key value; found path"),
        (#"{"path": "b", "valu": 1}"#, "there is no key value; found path, valu (is valu meant?)"),
        (
            #"{"path": "b", "label": "x"}"#,
            "there is no key value; found path, label; label is for --task multiclass"
        ),
        (
            #"{"path": "b", "value": 1, "values": {"age": 1, "size": 2}}"#,
            "there are both value and values; keep one"
        ),
        (#"{"path": "b", "value": 1}"#, "there is a number value, which line 1 has not"),
        (#"{"path": "b", "values": {"age": 1}}"#, "there is no number size, which line 1 has"),
        (
            #"{"path": "b", "values": {"age": 1, "sise": 2}}"#,
            "there is a number sise, which line 1 has not (is size meant?)"
        ),
        (
            #"{"path": "b", "values": {"age": 1, "size": 2, "x": 3}}"#,
            "there is a number x, which line 1 has not"
        ),
        (#"{"path": "b", "values": {"age": 1, "age": 2}}"#, "two numbers are named age"),
        (#"{"path": "b", "values": {"": 1}}"#, "the name of a number is empty"),
        (#"{"path": "b", "values": {}}"#, "there are no numbers"),
        (#"{"path": "b", "values": [1, 2]}"#, "values is not an object of numbers"),
        (#"{"path": "b", "values": null}"#, "values is not an object of numbers"),
        (#"{"path": "b", "values": {"age": "1", "size": 2}}"#, "age is not a number"),
        (#"{"path": "b", "values": {"a\u001b": null}}"#, "a\\x1B is not a number"),
        (#"{"path": "b", "value": NaN}"#, "value is not a number"),
        (#"{"path": "b", "value": 1e39}"#, "value is 1e39; numbers reach from -3.4e38 to 3.4e38"),
        (
            #"{"path": "b", "values": {"age": 1 "size": 2}}"#,
            "this is no JSON object on one line: at byte 35 ',' or '}' is expected"
        ),
        (
            #"{"path": "b", "values": {"age": 1,}}"#,
            "this is no JSON object on one line: at byte 35 a key in quotation marks is expected"
        ),
        (#"{"path": "b", "value": 1, "value": 1}"#, "the key value stands twice"),
        (
            #"{"path": "a", "values": {"age": 1, "size": 3}}"#,
            "the path a stands in line 1 too, with another number"
        ),
    ]

    @Test(arguments: lineRefusals) func `a line with other numbers is named`(
        _ line: String, _ description: String
    ) {
        let error = #expect(throws: ManifestError.self) {
            try Self.lines("{\"path\": \"a\", \"values\": {\"size\": 2, \"age\": 1}}\n\(line)\n")
        }
        #expect(error?.description == "line 2: \(description)")
    }

    @Test func `more numbers than are read are counted`() {
        let object = (0...1000).map { "\"\($0)\": 1" }.joined(separator: ", ")
        let error = #expect(throws: ManifestError.self) {
            try Self.lines("{\"path\": \"a\", \"values\": {\(object)}}")
        }
        #expect(error?.description == "line 1: there are 1001 numbers, at most 1000 are allowed")
    }

    @Test func `images stand by their paths, with their numbers`() throws {
        let manifest = try Self.manifest(
            "path,value:w,value:h,split,group\n10,1,2,,g\n9,3,4,val,\n2,5,6,train,\n")
        let data = try manifest.dataset(root: "/r")
        #expect(data.labelling == .values)
        #expect(data.classNames.names == ["w", "h"])
        #expect(data.training.map(\.relativePath) == ["2", "10"])
        #expect(data.training.map(\.values) == [[5, 6], [1, 2]])
        #expect(data.training.map(\.group) == [nil, "g"])
        #expect(data.training.allSatisfy { $0.labelIndices.isEmpty && $0.classIndex == 0 })
        #expect(data.validation.map(\.values) == [[3, 4]])
        #expect(data.notes == [.rowsWithoutSplit(count: 1)])
        let written = Manifest(data)
        #expect(Manifest(try written.dataset(root: "/r")) == written)
    }

    @Test func `images to train on are needed for training alone`() throws {
        let manifest = try Self.manifest("path,value,split\n1,1,val\n2,2,test\n")
        #expect(throws: DatasetError.noTrainingImages(partitions: [.validation, .test])) {
            try manifest.dataset(root: "/r")
        }
        #expect(try manifest.survey(root: "/r").faults.count == 1)
        let data = try manifest.dataset(root: "/r", minimumClassCount: 1, forTraining: false)
        #expect(data.test.map(\.values) == [[2]])
    }

    @Test func `a file states its format by its name, whatever its images are labelled with`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("path\tvalue\na\t1\n".utf8), to: "list.tsv")
        try folder.write(Array(#"{"path": "a", "value": 1}"#.utf8), to: "list.txt")
        for name in ["list.tsv", "list.txt"] {
            let manifest = try Manifest(contentsOfFile: "\(folder.path)/\(name)", labelling: .values)
            #expect(manifest.entries.map(\.values) == [[1]])
        }
    }
}
