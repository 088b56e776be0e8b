import FoundationEssentials
import Testing

/// Every command that takes configuration files, found by what the commands say of themselves.
@Suite struct ConfigurationRegistryTests {
    /// The argument parser's description of a command.
    struct Dump: Decodable {
        struct Command: Decodable {
            let arguments: [Argument]
        }

        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }

            let kind: String
            let isOptional: Bool
            let parsingStrategy: String
            let names: [Name]?
            let valueName: String?
            let allValues: [String]?

            var key: String? {
                kind == "positional" ? valueName : names?.first { $0.kind == "long" }?.name
            }
        }

        let command: Command
    }

    /// Command lines with many values that are not the defaults, by command.
    static let examples = [
        "finetune": [
            """
            photos --manifest m.csv --validation-fraction 0.3 --group-by ([^/]+)_'"\\ --save-split s.csv \
            --keep-split k.csv --fixes f.csv --output o.safetensors --backbone b --views 4 --early-stopping \
            --image-size 256 --seed 18446744073709551615 --no-cache --on-bad fail --max-bad 1e-3 \
            --allow-truncated --max-megapixels 4000 --quiet --json=- --workers 3
            """,
            "photos --validation other/photos --views 064",
            "photos --unfreeze 3 --epochs 4 --learning-rate 0.002 --patience 0 --augment standard",
            "photos --time-budget 5m --optimizer adamw:lr=0.001",
            "--manifest m.csv --task regression --unfreeze all",
        ],
        "train": [
            "photos --network cnn3 --batch-size 100 --average 0.9 --schedule step:every=3 --loss focal --clip norm",
            "--manifest m.csv --network m.json --task multilabel --class-weights balanced --layer-decay 0.5",
        ],
        "check": [
            "--manifest m.csv --fix-list l.csv --strict --no-features --show 0 --seed 1 --json j --workers 1024"
        ],
        "classify": [
            "a b - --top 3 --format json --quiet --model m", "-- -a --b", "é --model #x --top=1 --format csv",
        ],
        "evaluate": ["photos --model true --json null --quiet", "~ --model :x --json 1_000"],
    ]

    private static func arguments(of command: String) throws -> [Dump.Argument] {
        let result = try Workplace().run(command, "--experimental-dump-help")
        return try JSONDecoder().decode(Dump.self, from: Data(result.output.utf8)).command.arguments
    }

    @Test(arguments: HelpTests.commands)
    func `a printed configuration has every option once, and read back it prints the same`(
        _ command: String
    ) throws {
        let arguments = try Self.arguments(of: command)
        guard arguments.contains(where: { $0.key == "config" }) else {
            #expect(Self.examples[command] == nil)
            return
        }
        // The scan of the command line knows values behind "=" or in the next argument alone.
        #expect(arguments.allSatisfy { $0.parsingStrategy == "default" })
        let positionals = arguments.filter { $0.kind == "positional" }
        let names = (positionals + arguments.filter { $0.kind != "positional" }).compactMap(\.key)
        // The opposite of a flag belongs to it.
        let keys = names.filter { name in
            !["config", "print-config", "help", "version"].contains(name)
                && !(name.hasPrefix("no-") && names.contains(String(name.dropFirst(3))))
        }
        #expect(keys.count == Set(keys).count)
        let required = arguments.filter { $0.kind == "option" && !$0.isOptional }.flatMap {
            ["--\($0.key ?? "")", $0.allValues?.first ?? "value"]
        }
        let workplace = try Workplace()
        let plain = positionals.map { _ in "photos" } + required
        let examples = (Self.examples[command] ?? []).map { $0.split(separator: " ").map(String.init) }
        for example in [plain] + examples {
            let printed = try workplace.run(
                ([command, "--print-config"] + example).map { Array($0.utf8) })
            #expect(printed.error == "")
            #expect(printed.ending == .exit(0))
            let printedKeys = printed.lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix(" ") }
                .map { String($0.prefix { $0 != ":" }) }
            #expect(printedKeys == keys)
            try workplace.write(printed.output.utf8, to: "c.yaml")
            let again = try workplace.run(command, "--config", "c.yaml", "--print-config")
            #expect(again.error == "")
            #expect(again.output == printed.output)
            #expect(again.ending == .exit(0))
        }
        #expect(try workplace.names == ["c.yaml"])
    }

    @Test func `the commands with many options take configuration files`() throws {
        for command in ["finetune", "check", "classify", "evaluate"] {
            #expect(try Self.arguments(of: command).contains { $0.key == "config" })
        }
    }

    /// What is left open is written out, so that a file that is kept means the same when a default has changed.
    @Test(arguments: [
        (
            "train photos --network cnn3",
            [
                "task: multiclass", "epochs: 30", "batch-size: 64", "loss: cross-entropy", "patience: 0",
                "clip: none", "average: null",
                #"optimizer: "adamw:lr=0.001,decay=0.05,beta1=0.9,beta2=0.999,epsilon=1e-08""#,
                #"schedule: "warmup:length=5%,start=0.1/cosine:final=0.01""#,
            ]
        ),
        ("finetune photos", ["unfreeze: head", "epochs: null", "optimizer: null", "task: multiclass"]),
        (
            "finetune photos --time-budget 5m",
            ["unfreeze: all", "epochs: 16", "average: 0.98", "patience: 5"]
        ),
        ("finetune photos --unfreeze 2 --epochs 5", ["unfreeze: 2", "epochs: 5", "batch-size: 32"]),
    ]) func `a printed configuration holds what is effective`(_ line: String, _ expected: [String]) throws {
        let arguments = line.split(separator: " ").map { Array($0.utf8) } + [Array("--print-config".utf8)]
        let result = try Workplace().run(arguments)
        #expect(result.ending == .exit(0), "\(result.error)")
        for entry in expected { #expect(result.lines.contains(entry), "\(entry) in \(result.output)") }
    }

    @Test func `the printed configuration of a command is as it was`() throws {
        let result = try Workplace().run("classify", "holiday", "--top", "1", "--print-config")
        #expect(
            result.output == """
                # imgcls classify --config FILE
                # Options on the command line win. Relative paths start from the working folder.

                # Images, folders, or - for paths on standard input.
                paths:
                  - holiday

                # The model; model.safetensors in the working folder if there is one, else ImageNet's 1000 classes.
                model: null

                # How many classes or labels to name, best first; labels that are present always are.
                top: 1

                # Answer unknown where the best class is less probable than this, from 0 to 1.
                reject-below: null

                # Do not ask how far images are from the classes.
                no-unknown: false

                # text, json (one object a line) or csv. (text, json, csv)
                format: text

                # Show no progress and no warnings.
                quiet: false

                # Also draw the image with what in it speaks for the first answer (Grad-CAM), as PNG; for one image.
                explain: null

                # Accept images that are cut short if at least half of the picture is there; that part is used, and
                # they are counted.
                allow-truncated: false

                # The largest image to decode, in millions of pixels; larger ones are refused before memory is
                # taken.
                max-megapixels: 200

                # How many images to work on at the same time: all processors, unless said otherwise.
                workers: null

                """)
    }
}
