import FoundationEssentials
import Glibc
import Testing

@Suite struct CompletionTests {
    /// The argument parser's description of a command.
    struct Dump: Decodable {
        struct Kind: Decodable {
            struct List: Decodable { let values: [String] }
            struct File: Decodable { let extensions: [String] }
            struct Directory: Decodable {}

            let list: List?
            let file: File?
            let directory: Directory?
        }

        struct Argument: Decodable {
            let kind: String
            let names: [ConfigurationRegistryTests.Dump.Argument.Name]?
            let valueName: String?
            let completionKind: Kind?

            var name: String { names?.first { $0.kind == "long" }?.name ?? valueName ?? "" }
        }

        struct Command: Decodable {
            let commandName: String
            let arguments: [Argument]?
            let subcommands: [Command]?

            var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
        }

        let command: Command
    }

    /// Options with names for values.
    static let lists = [
        "task", "optimizer", "schedule", "clip", "loss", "class-weights", "augment", "network", "unfreeze",
        "on-bad", "format",
    ]

    private static func commands() throws -> [Dump.Command] {
        let result = try Workplace().run("--experimental-dump-help")
        return try JSONDecoder().decode(Dump.self, from: Data(result.output.utf8)).command.all
    }

    @Test func `an option for a file or a folder completes one, and one with names completes them`() throws {
        let commands = try Self.commands()
        #expect(commands.count > 9)
        for command in commands where command.commandName != "help" {
            for argument in command.arguments ?? [] where argument.kind != "flag" {
                let place = "\(command.commandName) \(argument.name)"
                let kind = argument.completionKind
                switch argument.valueName {
                case "file", "model", "weights": #expect(kind?.file != nil, "\(place)")
                case "folder": #expect(kind?.directory != nil, "\(place)")
                default: break
                }
                if Self.lists.contains(argument.name) {
                    #expect((kind?.list?.values.count ?? 0) > 1, "\(place)")
                }
            }
        }
    }

    @Test func `the parser takes every name that is completed`() throws {
        let workplace = try Workplace()
        for command in try Self.commands() where ["train", "finetune"].contains(command.commandName) {
            for argument in command.arguments ?? [] {
                for value in argument.completionKind?.list?.values ?? [] {
                    let network =
                        command.commandName == "train" && argument.name != "network"
                        ? ["--network", "mlp"] : []
                    // A loss belongs to a kind of problem.
                    let task = ["mse", "mae", "huber"].contains(value) ? ["--task", "regression"] : []
                    let stage =
                        command.commandName == "finetune" && argument.name != "unfreeze"
                        ? ["--unfreeze", "all"] : []
                    let result = try workplace.run(
                        ([command.commandName, "--print-config", "photos", "--\(argument.name)", value]
                            + network + task + stage).map { Array($0.utf8) })
                    #expect(result.ending == .exit(0), "\(argument.name) \(value): \(result.error)")
                }
            }
        }
    }

    /// A shell, how it checks a script without running it, and what the script must name.
    static let shells: [(name: String, check: [String])] = [
        ("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"]),
    ]

    @Test(arguments: shells)
    func `a script completes every command and option, and its shell can read it`(
        name: String, check: [String]
    ) throws {
        let workplace = try Workplace()
        let script = try workplace.run("--generate-completion-script", name)
        #expect(script.error == "" && script.ending == .exit(0))
        for command in HelpTests.commands { #expect(script.output.contains(command)) }
        for word in ["label-smoothing", "efficientnet-lite0", "safetensors", "multilabel", "onecycle"] {
            #expect(script.output.contains(word), "\(word)")
        }
        try workplace.write(script.output.utf8, to: "script")
        let places = ["/usr/bin/\(name)", "/bin/\(name)"]
        guard let shell = places.first(where: { path in unsafe access(path, X_OK) == 0 })
        else {
            print("\(name) is not installed: its script was not read by it")
            return
        }
        let result = try workplace.run(
            inShell: "exec \"$1\" \"${@:2}\" script", [shell] + check)
        #expect(result.error == "" && result.ending == .exit(0))
    }
}
