import FoundationEssentials
import Networks
import Testing

@Suite struct NetworkTextTests {
    /// A text, what is wrong with it, and the sentence about it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let error: NetworkTextError
        let sentence: String

        init(_ text: String, _ error: NetworkTextError, _ sentence: String) {
            self.text = text
            self.error = error
            self.sentence = sentence
        }

        var testDescription: String { sentence }
    }

    static let cuts = [
        Refusal("", .empty, "the file is empty"),
        Refusal(" \n\t\r\n", .empty, "the file is empty"),
        Refusal("\u{FEFF}", .empty, "the file is empty"),
        Refusal(
            "{\n \"a\": [1,\n 2", .ended(line: 3, expected: .commaOrBracket),
            "the JSON ends early: line 3 should go on with a comma or a closing bracket"),
        Refusal(
            "{\"a\": 1", .ended(line: 1, expected: .commaOrBrace),
            "the JSON ends early: line 1 should go on with a comma or a closing brace"),
        Refusal(
            "{\"a\": 1,\n", .ended(line: 2, expected: .key),
            "the JSON ends early: line 2 should go on with a key in quotation marks"),
        Refusal(
            "{\"a\"", .ended(line: 1, expected: .colon),
            "the JSON ends early: line 1 should go on with a colon"),
        Refusal(
            "{\"a\":", .ended(line: 1, expected: .value),
            "the JSON ends early: line 1 should go on with a value"),
        Refusal(
            "[\"ab", .ended(line: 1, expected: .endOfText),
            "the JSON ends early: line 1 should go on with a closing quotation mark"),
        Refusal(
            "[\"ab\\", .ended(line: 1, expected: .escape),
            "the JSON ends early: line 1 should go on with an escape that JSON knows"),
        Refusal(
            "[-", .ended(line: 1, expected: .digit), "the JSON ends early: line 1 should go on with a digit"),
    ]

    private static func unexpected(
        _ text: String, _ line: Int, _ column: Int, _ expected: NetworkTextError.Expectation
    ) -> Refusal {
        Refusal(
            text, .unexpected(line: line, column: column, expected: expected),
            "the JSON is broken: line \(line), column \(column) should have \(expected.rawValue)")
    }

    static let slips = [
        unexpected("{\"a\": 1,\n}", 2, 1, .key),
        unexpected("[1,]", 1, 4, .value),
        unexpected("{a: 1}", 1, 2, .key),
        unexpected("{\"a\" 1}", 1, 6, .colon),
        unexpected("{\"a\": 1 \"b\": 2}", 1, 9, .commaOrBrace),
        unexpected("[1 2]", 1, 4, .commaOrBracket),
        unexpected("[1] 2", 1, 5, .endOfFile),
        unexpected("{\n  // a comment\n}", 2, 3, .key),
        unexpected("[01]", 1, 3, .commaOrBracket),
        unexpected("[1.]", 1, 4, .digit),
        unexpected("[.5]", 1, 2, .value),
        unexpected("[+5]", 1, 2, .value),
        unexpected("[1e]", 1, 4, .digit),
        unexpected("[tru]", 1, 2, .value),
        unexpected("[NaN]", 1, 2, .value),
        unexpected("['a']", 1, 2, .value),
        unexpected("[\"a\nb\"]", 1, 4, .endOfText),
        unexpected(#"["\x"]"#, 1, 3, .escape),
        unexpected(#"["\u12"]"#, 1, 3, .escape),
        unexpected(#"["\ud800"]"#, 1, 3, .escape),
        unexpected(#"["\ud800\u0041"]"#, 1, 3, .escape),
        unexpected(#"["\udc00"]"#, 1, 3, .escape),
        unexpected(#"{"r\u0061te": 1}"#, 1, 2, .plainKey),
    ]

    static let repetitions = [
        Refusal(
            "{\"name\": \"drop\",\n\"rate\": 0.1,\n\"rate\": 0.5}",
            .repeatedKey("rate", node: "drop", lines: [2, 3]),
            #"node "drop" has the key "rate" twice, in line 2 and in line 3"#),
        Refusal(
            #"{"rate": 0.1, "rate": 0.5, "name": "drop"}"#, .repeatedKey("rate", node: "drop", lines: [1]),
            #"node "drop" has the key "rate" twice, in line 1"#),
        Refusal(
            #"[{"a": 1}, {"a": 1, "b": 2, "b": {}, "a": 3}]"#, .repeatedKey("b", node: nil, lines: [1]),
            #"an object has the key "b" twice, in line 1"#),
    ]

    @Test(arguments: cuts + slips + repetitions)
    func `a text that is no sound JSON is refused, with the place`(refusal: Refusal) {
        #expect(throws: refusal.error) { try NetworkText.check(Array(refusal.text.utf8)) }
        #expect(refusal.error.description == refusal.sentence)
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: NetworkTextError.notUTF8) { try NetworkText.check([0x22, 0xFF, 0x22]) }
        #expect(NetworkTextError.notUTF8.description == "the file is no text in UTF-8")
    }

    @Test func `nesting is read to its limit, and not deeper`() throws {
        let nested = { (depth: Int) in
            Array(
                (String(repeating: "[", count: depth) + "\n" + String(repeating: "]", count: depth)).utf8)
        }
        try NetworkText.check(nested(NetworkText.depthLimit))
        let error = NetworkTextError.tooDeep(line: 1, limit: 32)
        #expect(throws: error) { try NetworkText.check(nested(NetworkText.depthLimit + 1)) }
        #expect(throws: error) { try NetworkText.check(nested(1_000_000)) }
        #expect(error.description == "the JSON is nested more than 32 deep in line 1")
    }

    @Test(arguments: [
        "{}", "[]", "0", "-0.5e+10", "1E-3", #""""#, "null", "true", "[false, {}, []]",
        #"{"a": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é"}"#, "\u{FEFF}{\r\n}\r\n",
        #"[{"a": 1}, {"a": 2}, {"b": {"a": {"a": 3}}, "a": 4}]"#,
    ]) func `sound JSON is passed`(text: String) {
        #expect(throws: Never.self) { try NetworkText.check(Array(text.utf8)) }
    }

    @Test func `every cut of a file is refused`() throws {
        let whole = Array(try JSONEncoder().encode(NetworkZoo.leNet5.network(classCount: 3)))
        try NetworkText.check(whole)
        for count in whole.indices {
            #expect(throws: NetworkTextError.self) { try NetworkText.check(Array(whole[..<count])) }
        }
    }
}
