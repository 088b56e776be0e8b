import FoundationEssentials
import ModelSupport
import Testing

@Suite struct ConfigurationTests {
    /// A file and a command line, and what comes out of both.
    struct Precedence: Sendable, CustomTestStringConvertible {
        let file: String
        let arguments: [String]
        let effective: [String: String]

        init(_ file: String, _ arguments: String, _ effective: [String: String]) {
            self.file = file
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.effective = effective
        }

        var testDescription: String { "\(file.debugDescription) \(arguments.joined(separator: " "))" }
    }

    static let precedences = [
        Precedence("", "finetune photos", ["folder": "photos", "views": "1", "json": "null"]),
        Precedence("# Nothing yet.\n", "finetune photos", ["folder": "photos"]),
        Precedence("---\n", "finetune photos", ["folder": "photos"]),
        Precedence("folder: photos\nviews: 3", "finetune", ["folder": "photos", "views": "3", "seed": "0"]),
        Precedence("views: 3\nseed: 7", "finetune photos --views 2", ["views": "2", "seed": "7"]),
        Precedence("views: 3", "finetune photos --views=2", ["views": "2"]),
        Precedence("views: 3", "finetune photos --views 4 --views 2", ["views": "2"]),
        // A value that the command line replaces is not looked at.
        Precedence("views: many", "finetune photos --views 2", ["views": "2"]),
        Precedence("folder: photos", "finetune others", ["folder": "others"]),
        Precedence("folder: photos", "finetune -- -others", ["folder": "\"-others\""]),
        Precedence("folder: -photos", "finetune", ["folder": "\"-photos\""]),
        Precedence("folder: photos", "finetune --quiet --", ["folder": "photos", "quiet": "true"]),
        Precedence("output: a.b", "finetune photos -o c.d", ["output": "c.d"]),
        Precedence(
            "output: a.b\nquiet: false", "finetune photos -qo c.d", ["output": "c.d", "quiet": "true"]),
        Precedence("quiet: true", "finetune photos", ["quiet": "true"]),
        Precedence(
            "quiet: True\nno-cache: FALSE", "finetune photos", ["quiet": "true", "no-cache": "false"]),
        Precedence("quiet: true", "finetune photos --quiet=false", ["quiet": "false"]),
        Precedence("quiet: false", "finetune photos --quiet=true", ["quiet": "true"]),
        // Excluded by the command, but not given together.
        Precedence("json: null\nmanifest: ~\nkeep-split:\n", "finetune photos", ["json": "null"]),
        Precedence("paths: [a, 'b c']", "classify", ["paths": "[a, \"b c\"]"]),
        Precedence("paths:\n- a\n- \"-\"\n", "classify", ["paths": "[a, \"-\"]"]),
        Precedence("paths: a", "classify -q", ["paths": "[a]", "quiet": "true"]),
        Precedence("paths: [a, b]", "classify c", ["paths": "[c]"]),
        Precedence("format: csv", "classify a", ["format": "csv", "paths": "[a]"]),
        Precedence("model: \"\"", "classify a", ["model": "\"\""]),
        Precedence("model: 'a & *b'", "classify a", ["model": "\"a & *b\""]),
        Precedence("model: a &b *c !d", "classify a", ["model": "\"a &b *c !d\""]),
        Precedence("model: \"\\uE000\"", "classify a", ["model": "\"\\uE000\""]),
        Precedence("model: ./é\n", "classify a", ["model": "\"./é\""]),
        Precedence("model: >-\n  two\n  lines\n", "classify a", ["model": "\"two lines\""]),
        Precedence("model: 'true'", "classify a", ["model": "\"true\""]),
        Precedence("\u{FEFF}top: 2\r\nquiet: true\r\n", "classify a", ["top": "2", "quiet": "true"]),
        Precedence("{top: 2, quiet: true}", "classify a", ["top": "2", "quiet": "true"]),
    ]

    /// The options of a printed configuration by key, a list in brackets.
    static func options(_ text: String) -> [String: String] {
        var options: [String: String] = [:]
        var lastKey = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("  - ") {
                let rest = options[lastKey, default: ""].dropLast()
                options[lastKey] = "\(rest.isEmpty ? "[" : rest + ", ")\(line.dropFirst(4))]"
            } else if let colon = line.firstIndex(of: ":") {
                lastKey = String(line[..<colon])
                options[lastKey] = String(line[colon...].dropFirst(2))
            }
        }
        return options
    }

    @Test(arguments: precedences) func `the command line wins over the file, and the file over the defaults`(
        _ precedence: Precedence
    ) throws {
        let workplace = try Workplace()
        try workplace.write(precedence.file.utf8, to: "c.yaml")
        let arguments = Array(precedence.arguments)
        let withOptions =
            [arguments[0], "--config", "c.yaml", "--print-config"] + arguments.dropFirst()
        let result = try workplace.run(withOptions.map { Array($0.utf8) })
        #expect(result.error == "")
        #expect(result.ending == .exit(0))
        let options = Self.options(result.output)
        #expect(options.filter { precedence.effective.keys.contains($0.key) } == precedence.effective)
        #expect(try workplace.names == ["c.yaml"])
    }

    @Test func `a file gives the same model as the options in it`() throws {
        let workplace = try Workplace(photos: 8)
        let arguments = [
            "--backbone", "tiny.safetensors", "--validation-fraction", "0.4", "--seed", "3", "--quiet",
        ]
        let run = { (rest: [String]) in
            try workplace.run((["finetune"] + rest).map { Array($0.utf8) })
        }
        #expect(try run(["photos", "-o", "a.safetensors"] + arguments).ending == .exit(0))
        let printed = try run(["photos", "-o", "b.safetensors", "--print-config"] + arguments)
        #expect(printed.ending == .exit(0))
        #expect(try workplace.names == ["a.safetensors", "photos", "tiny.safetensors"])
        try workplace.write(printed.output.utf8, to: "b.yaml")
        let repeated = try run(["--config", "b.yaml"])
        #expect(repeated.error == "")
        #expect(repeated.output == "")
        #expect(repeated.ending == .exit(0))
        #expect(try workplace.bytes("a.safetensors") == workplace.bytes("b.safetensors"))
    }

    @Test func `help comes before a file that is not there`() throws {
        let workplace = try Workplace()
        let help = try workplace.run("finetune", "--help")
        let result = try workplace.run("finetune", "--config", "gone.yaml", "-h")
        #expect(result.output == help.output)
        #expect(result.ending == .exit(0))
    }

    @Test func `what a run refuses of a file is told with its line`() throws {
        let workplace = try Workplace(photos: 8)
        try workplace.write("seed: 1\ngroup-by: '['\n".utf8, to: "c.yaml")
        let result = try workplace.run("finetune", "photos", "--config", "c.yaml")
        let lines = result.errorLines
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.hasPrefix("imgcls: c.yaml: line 2: --group-by ") })
        #expect(result.ending == .exit(64))
    }

    @Test func `a mistake on the command line is not put down to the file`() throws {
        let workplace = try Workplace()
        try workplace.write("folder: photos\nseed: 1\n".utf8, to: "c.yaml")
        for (arguments, complaint) in [
            (["--validation"], "Error: Missing value for '--validation <folder>'"),
            (["--views", "0"], "Error: --views must be 1 to 64, not 0"),
            (["--seeds", "1"], "Error: Unknown option '--seeds'. Did you mean '--seed'?"),
        ] {
            let result = try workplace.run(
                (["finetune", "--config", "c.yaml"] + arguments).map { Array($0.utf8) })
            let first = result.errorLines.first
            #expect(first == complaint)
            #expect(result.ending == .exit(64))
        }
    }
}
