import Datasets
import Testing

@Suite struct ManifestJSONTests {
    /// A line and the path, labels and group in it.
    static let readings: [(line: String, fields: [String])] = [
        (#"{"path":"a","label":"x"}"#, ["a", "x"]),
        ("\t{ \"label\" :\r \"x\" , \"path\" : \"a\" } \r", ["a", "x"]),
        (#"{"path": "a", "label": 0}"#, ["a", "0"]),
        (#"{"path": "a", "label": -12}"#, ["a", "-12"]),
        (
            #"{"path": "a", "label": 123456789012345678901234567890}"#,
            ["a", "123456789012345678901234567890"]
        ),
        (#"{"path": "a", "labels": ["x", 1, "y z"]}"#, ["a", "x", "1", "y z"]),
        (#"{"path": "a", "labels": ["x|y"]}"#, ["a", "x|y"]),
        (#"{"path": "a", "label": "x", "group": 7}"#, ["a", "x", "7"]),
        (#"{"path": "a", "label": "x", "group": null, "split": null, "hash": null}"#, ["a", "x"]),
        (#"{"path": "a", "label": "x", "group": "", "split": "", "hash": ""}"#, ["a", "x"]),
        (#"{"path": "a\/\"\\\b\f\n\r\t", "label": "x"}"#, ["a/\"\\\u{08}\u{0C}\n\r\t", "x"]),
        (#"{"p\u0061th": "\u00e4\u00C4", "label": "\uD83D\uDE00!"}"#, ["äÄ", "😀!"]),
        (#"{"path": "ä猫😀", "label": "x"}"#, ["ä猫😀", "x"]),
        (
            #"{"box": [1, -2.5e+3, 0.0, [], {}, {"a": {"b": [true, false, null]}}], "path": "a", "label": "x"}"#,
            ["a", "x"]
        ),
        (#"{"": 1, "": 2, "path": "a", "label": "x", "Path": 3}"#, ["a", "x"]),
    ]

    @Test(arguments: readings) func `an object is read`(_ line: String, _ fields: [String]) throws {
        let entries = try Manifest(jsonLines: Array(line.utf8)).entries
        #expect(entries.map { [$0.path] + $0.labels + ($0.group.map { [$0] } ?? []) } == [fields])
    }

    @Test func `lines are counted, blank ones are skipped`() throws {
        let text =
            "\u{FEFF}\n \t\r\n{\"path\":\"a\",\"label\":\"x\",\"split\":\"val\"}\r\n\n{\"path\":\"b\",\"label\":\"x\"}"
        let entries = try Manifest(jsonLines: Array(text.utf8)).entries
        #expect(
            entries == [
                Manifest.Entry(path: "a", labels: ["x"], partition: .validation, line: 3),
                Manifest.Entry(path: "b", labels: ["x"], line: 5),
            ])
    }

    /// A line and its fault.
    struct Refusal: Sendable {
        let line: String
        let fault: ManifestFault
        let description: String

        init(_ line: String, _ fault: ManifestFault, _ description: String) {
            self.line = line
            self.fault = fault
            self.description = description
        }

        init(_ line: String, byte: Int, _ expected: JSONFault.Expectation) {
            self.init(
                line, .json(.malformed(byte: byte, expected: expected)),
                "this is no JSON object on one line: at byte \(byte) \(expected.rawValue) is expected")
        }
    }

    static let refusals: [Refusal] = [
        Refusal(" x", byte: 2, .object),
        Refusal("\"path\"", byte: 1, .object),
        Refusal("{", byte: 2, .key),
        Refusal("{path: 1}", byte: 2, .key),
        Refusal("{'path': 1}", byte: 2, .key),
        Refusal(#"{"path"}"#, byte: 8, .colon),
        Refusal(#"{"path": "a" "label": "x"}"#, byte: 14, .commaOrClosingBrace),
        Refusal(#"{"path": "a","#, byte: 14, .key),
        Refusal(#"{"path": "a",}"#, byte: 14, .key),
        Refusal(#"{"path": "a", "label": "x""#, byte: 27, .commaOrClosingBrace),
        Refusal(#"{"path": "a", "label": "x"} {"#, byte: 29, .endOfLine),
        Refusal(#"{"path": "a", "label": "x"},"#, byte: 28, .endOfLine),
        Refusal(#"{"path": "a"#, byte: 12, .endOfText),
        Refusal("{\"path\": \"a\u{1}\"}", byte: 12, .endOfText),
        Refusal(#"{"path": "\x"}"#, byte: 11, .escape),
        Refusal(#"{"path": "\u12g4"}"#, byte: 11, .escape),
        Refusal(#"{"path": "\u12"#, byte: 11, .escape),
        Refusal(#"{"path": "\"#, byte: 11, .escape),
        Refusal(#"{"path": "\uD83D"}"#, byte: 11, .escape),
        Refusal(#"{"path": "\uDE00"}"#, byte: 11, .escape),
        Refusal(#"{"path": "\uD83D\uD83D"}"#, byte: 11, .escape),
        Refusal(#"{"path": "\uD83D\u0041"}"#, byte: 11, .escape),
        Refusal(#"{"x": tru}"#, byte: 10, .value),
        Refusal(#"{"x": }"#, byte: 7, .value),
        Refusal(#"{"x": NaN}"#, byte: 7, .value),
        Refusal(#"{"x": 01}"#, byte: 8, .commaOrClosingBrace),
        Refusal(#"{"x": 1.}"#, byte: 9, .digit),
        Refusal(#"{"x": 1e}"#, byte: 9, .digit),
        Refusal(#"{"x": -}"#, byte: 8, .digit),
        Refusal(#"{"x": [1 2]}"#, byte: 10, .commaOrClosingBracket),
        Refusal(#"{"x": [1,]}"#, byte: 10, .value),
        Refusal(#"{"x": {"y" 1}}"#, byte: 12, .colon),
        Refusal(#"{"x": {"y": 1]}"#, byte: 14, .commaOrClosingBrace),
        Refusal(
            "{\"x\": " + String(repeating: "[", count: 100_000), .json(.tooDeep(maximum: 64)),
            "lists and objects are nested more than 64 deep"),
        Refusal(#"{"path": "a", "path": "b"}"#, .repeatedKey("path"), "the key path stands twice"),
        Refusal(
            #"{"path": "a", "label": "x", "labels": ["x"]}"#, .labelAndLabels,
            "there are both label and labels; keep one"),
        Refusal(
            "{}", .missingKey("path", found: [], nearest: nil), "there is no key path; found nothing"),
        Refusal(
            #"{"label": "x", "image": "a", "Path": "a"}"#,
            .missingKey("path", found: ["label", "image", "Path"], nearest: "Path"),
            "there is no key path; found label, image, Path (is Path meant?)"),
        Refusal(
            #"{"path": "a", "class": "x"}"#, .missingKey("label", found: ["path", "class"], nearest: nil),
            "there is no key label; found path, class"),
        Refusal(#"{"path": 1}"#, .wrongKind(key: "path", expected: "a text"), "path is not a text"),
        Refusal(#"{"path": null}"#, .wrongKind(key: "path", expected: "a text"), "path is not a text"),
        Refusal(
            #"{"label": 1.0}"#, .wrongKind(key: "label", expected: "a text or a whole number"),
            "label is not a text or a whole number"),
        Refusal(
            #"{"label": true}"#, .wrongKind(key: "label", expected: "a text or a whole number"),
            "label is not a text or a whole number"),
        Refusal(
            #"{"label": ["x"]}"#, .wrongKind(key: "label", expected: "a text or a whole number"),
            "label is not a text or a whole number"),
        Refusal(
            #"{"labels": "x"}"#, .wrongKind(key: "labels", expected: "a list of texts or whole numbers"),
            "labels is not a list of texts or whole numbers"),
        Refusal(
            #"{"labels": ["x", null]}"#,
            .wrongKind(key: "labels", expected: "a list of texts or whole numbers"),
            "labels is not a list of texts or whole numbers"),
        Refusal(#"{"labels": ["x" "y"]}"#, byte: 17, .commaOrClosingBracket),
        Refusal(
            #"{"path": "a", "labels": []}"#, .noLabels, "there are no labels; that is for --task multilabel"),
        Refusal(#"{"path": "a", "label": ""}"#, .emptyLabel, "the label is empty"),
        Refusal(#"{"path": "", "label": "x"}"#, .emptyPath, "the path is empty"),
        Refusal(#"{"path": "a\u0000", "label": "x"}"#, .pathWithZeroByte, "the path holds a zero byte"),
        Refusal(
            #"{"path": "a", "label": "x", "split": 1}"#, .wrongKind(key: "split", expected: "a text"),
            "split is not a text"),
        Refusal(
            "{\"labels\": [\(Array(repeating: "1", count: 1001).joined(separator: ","))]}",
            .tooManyLabels(1001, maximum: 1000), "there are 1001 labels, at most 1000 are allowed"),
    ]

    @Test(arguments: refusals) func `a line that cannot be used is named`(_ refusal: Refusal) {
        let good = #"{"path": "good", "label": "x"}"#
        let error = ManifestError.rows(RowFaults([RowFault(line: 2, reason: refusal.fault)]))
        #expect(throws: error) { try Manifest(jsonLines: Array("\(good)\n\(refusal.line)".utf8)) }
        #expect(throws: error) { try Manifest(jsonLines: Array("\(good)\n\(refusal.line)\n".utf8)) }
        #expect(error.description == "line 2: \(refusal.description)")
    }

    @Test func `an object over several lines is refused at its first line`() {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(jsonLines: Array("{\n\"path\": \"a\"\n}".utf8))
        }
        #expect(
            error?.description
                == "3 rows cannot be used: line 1: this is no JSON object on one line: at byte 2 a key in "
                + "quotation marks is expected; line 2: this is no JSON object on one line: at byte 1 an object "
                + "in braces is expected; line 3: this is no JSON object on one line: at byte 1 an object in "
                + "braces is expected")
    }

    @Test func `one list in place of lines is refused`() {
        #expect(throws: ManifestError.isJSONList) {
            try Manifest(jsonLines: Array("\n [{\"path\": \"a\", \"label\": \"x\"}]".utf8))
        }
        #expect(
            ManifestError.isJSONList.description
                == "the file is one JSON list; imgcls reads JSON Lines, one object on each line without commas "
                + "between")
    }

    @Test(arguments: ["", "\n", " \r\n\t\n", "\u{FEFF}"]) func `a file without objects is refused`(
        _ text: String
    ) {
        #expect(throws: ManifestError.table(.empty)) { try Manifest(jsonLines: Array(text.utf8)) }
    }
}
