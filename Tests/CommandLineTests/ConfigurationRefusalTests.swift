import ModelSupport
import Testing

@Suite struct ConfigurationRefusalTests {
    /// A file that is refused, and all of standard error behind the file's name.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let file: [UInt8]
        let arguments: [String]
        let complaint: String

        init(_ file: String, _ complaint: String, arguments: String = "finetune photos") {
            self.init(bytes: Array(file.utf8), complaint, arguments: arguments)
        }

        init(bytes: [UInt8], _ complaint: String, arguments: String = "finetune photos") {
            file = bytes
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.complaint = complaint
        }

        var testDescription: String {
            String(decoding: file.prefix(60), as: UTF8.self).debugDescription
        }
    }

    static let keys = [
        Refusal("veiws: 2", "line 1: \"veiws\" is no option of imgcls finetune; the nearest is \"views\""),
        Refusal(
            "seed: 1\n\nvalidation_fraction: 0.2",
            "line 3: \"validation_fraction\" is no option of imgcls finetune; "
                + "the nearest is \"validation-fraction\""),
        Refusal(
            "image-sise: 2",
            "line 1: \"image-sise\" is no option of imgcls finetune; the nearest is \"image-size\""),
        Refusal("x: 2", "line 1: \"x\" is no option of imgcls finetune"),
        Refusal(
            "views: 2", "line 1: \"views\" is no option of imgcls check; the nearest is \"show\"",
            arguments: "check photos"),
        Refusal("config: b.yaml", "line 1: \"config\" belongs on the command line, not into a file"),
        Refusal(
            "print-config: true", "line 1: \"print-config\" belongs on the command line, not into a file"),
        Refusal("help: true", "line 1: \"help\" belongs on the command line, not into a file"),
        Refusal("seed: 1\nviews: 1\nviews: 2", "line 2: \"views\" stands here and again below"),
        Refusal("views: 1\n'views': 2", "line 1: \"views\" stands here and again below"),
        Refusal("? [a]\n: 1", "line 1: a key must be the name of an option"),
        Refusal("<<: {views: 2}", "line 1: \"<<\" is no option of imgcls finetune"),
    ]

    static let values = [
        Refusal("views: many", "line 1: The value 'many' is invalid for '--views <n>'"),
        Refusal("seed: 2\nviews: 1.5", "line 2: The value '1.5' is invalid for '--views <n>'"),
        Refusal("views: 0", "line 1: --views must be 1 to 64, not 0"),
        Refusal("seed: -1", "line 1: The value '-1' is invalid for '--seed <n>'"),
        Refusal(
            "on-bad: explode",
            "line 1: The value 'explode' is invalid for '--on-bad <skip|fail>'. "
                + "Please provide one of 'skip' and 'fail'."),
        Refusal(
            "validation: a\nseed: 1\nvalidation-fraction: 0.2",
            "lines 1 and 3: --validation and --validation-fraction exclude each other"),
        Refusal(
            "validation-fraction: 0.2",
            "line 1: --validation and --validation-fraction exclude each other",
            arguments: "finetune photos --validation a"),
        Refusal("views: [1]", "line 1: \"views\" takes one value, not a list"),
        Refusal("views: [[1]]", "line 1: \"views\" takes one value, not a list"),
        Refusal("quiet: [true]", "line 1: \"quiet\" takes one value, not a list"),
        Refusal("views:\n  a: 1", "line 1: \"views\" takes no keys of its own"),
        Refusal("views:", "line 1: \"views\" needs a value"),
        Refusal("seed: null", "line 1: \"seed\" needs a value"),
        Refusal("quiet:", "line 1: \"quiet\" needs a value"),
        Refusal("quiet: yes", "line 1: \"quiet\" must be true or false, not \"yes\""),
        Refusal("quiet: 'true'", "line 1: \"quiet\" must be true or false, not \"true\""),
        Refusal(
            "json: true",
            "line 1: \"json\" needs a value, not true; if this text is meant, write it in quotes"),
        Refusal("json: \"a\\0b\"", "line 1: the value of \"json\" holds a zero byte"),
        Refusal(
            "paths: [a, [b]]", "line 1: the list of \"paths\" may hold plain values only",
            arguments: "classify"),
        Refusal("paths: [a, null]", "line 1: \"paths\" needs a value", arguments: "classify"),
        Refusal("paths: null", "line 1: \"paths\" needs a value", arguments: "classify"),
    ]

    static let texts = [
        Refusal("- views", "line 1: the file must hold one key and value a line, such as \"seed: 1\""),
        Refusal("\nviews", "line 2: the file must hold one key and value a line, such as \"seed: 1\""),
        Refusal("'null'", "line 1: the file must hold one key and value a line, such as \"seed: 1\""),
        Refusal("seed: 1\n---\nseed: 2", "line 2: a second document begins; one is read"),
        Refusal("views: \"1", "line 1: this is not YAML: found unexpected end of stream"),
        Refusal(
            "seed: 1\n  views: 2", "line 2: this is not YAML: mapping values are not allowed in this context"),
        Refusal("seed: 1\nviews: \u{1}", "line 2: this is not YAML: control characters are not allowed"),
        Refusal("views: !!int 1", "line 1: tags (!) are not read; quote the text"),
        Refusal("folder: !env DATA", "line 1: tags (!) are not read; quote the text"),
        Refusal("!x\nviews: 1", "line 1: tags (!) are not read; quote the text"),
        Refusal("views: &x 1", "line 1: anchors (&) and aliases (*) are not read; quote the text"),
        Refusal("seed: 1\nviews: *x", "line 2: anchors (&) and aliases (*) are not read; quote the text"),
        Refusal("seed: &x\n  views: 1", "line 1: anchors (&) and aliases (*) are not read; quote the text"),
        Refusal("&x seed: 1", "line 1: anchors (&) and aliases (*) are not read; quote the text"),
        Refusal(bomb, "line 14: anchors (&) and aliases (*) are not read; quote the text"),
        Refusal(String(repeating: "[", count: 1 << 20), "line 1: this is not YAML: it is nested too deeply"),
        Refusal(
            String(repeating: "{a: ", count: 1 << 18), "line 1: this is not YAML: it is nested too deeply"),
        Refusal(String(repeating: "- ", count: 1 << 19), "line 1: this is not YAML: it is nested too deeply"),
        Refusal(
            String(repeating: "#", count: 1 << 20) + "\n",
            "the file has 1048577 bytes, at most 1048576 are allowed"),
        Refusal(bytes: Array("folder: ".utf8) + [0xFF], "the file is not valid UTF-8"),
        Refusal(
            String(String.UnicodeScalarView((0xE000...0xE00F).compactMap(Unicode.Scalar.init))),
            "the file uses all of the private characters U+E000 to U+E00F"),
    ]

    /// Each line stands for nine of the one before, and the last key for 9¹² values.
    private static var bomb: String {
        let names = Array("abcdefghijklm").map(String.init)
        var lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
        for (name, previous) in zip(names.dropFirst(), names) {
            let list = Array(repeating: "*\(previous)", count: 9).joined(separator: ", ")
            lines.append("\(name): &\(name) [\(list)]")
        }
        return (lines + ["? *m", ": 1", "? *m", ": 2"]).joined(separator: "\n")
    }

    @Test(arguments: keys + values + texts) func `a file that cannot be meant is refused in one line`(
        _ refusal: Refusal
    ) throws {
        let workplace = try Workplace()
        try workplace.write(refusal.file, to: "c.yaml")
        for extra in [[], ["--print-config"]] {
            let arguments = refusal.arguments + ["--config", "c.yaml"] + extra
            let result = try workplace.run(arguments.map { Array($0.utf8) })
            #expect(result.output == "")
            #expect(result.error == "imgcls: c.yaml: \(refusal.complaint)\n")
            #expect(result.ending == .exit(64))
        }
        #expect(try workplace.names == ["c.yaml"])
    }

    @Test func `a file that is not there is input not found`() throws {
        let workplace = try Workplace()
        try workplace.folder.makeFolder("work/folder")
        let gone = try workplace.run("finetune", "photos", "--config", "gone.yaml")
        #expect(gone.error == "imgcls: gone.yaml: there is no such file\n")
        #expect(gone.ending == .exit(66))
        let folder = try workplace.run("finetune", "photos", "--config=folder")
        #expect(folder.error == "imgcls: folder: this is a folder, not a regular file\n")
        #expect(folder.ending == .exit(66))
    }

    @Test func `two files are refused`() throws {
        let result = try Workplace().run("finetune", "photos", "--config", "a.yaml", "--config", "b.yaml")
        #expect(result.error == "imgcls: --config is given 2 times; one file is read\n")
        #expect(result.ending == .exit(64))
    }

    @Test func `a configuration that would not run is not printed`() throws {
        let workplace = try Workplace()
        for (arguments, complaint) in [
            ("finetune --print-config", "Error: name a folder of images or a --manifest"),
            ("classify --print-config", "Error: Missing expected argument '<paths> ...'"),
            ("finetune a --print-config --views 0", "Error: --views must be 1 to 64, not 0"),
            ("finetune a --config", "Error: Missing value for '--config <file>'"),
            ("inspect a --config b", "Error: Unknown option '--config'"),
        ] {
            let result = try workplace.run(arguments.split(separator: " ").map { Array($0.utf8) })
            let first = result.errorLines.first
            #expect(result.output == "")
            #expect(first == complaint)
            #expect(result.ending == .exit(64))
        }
    }
}
