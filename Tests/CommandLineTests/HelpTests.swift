import FoundationEssentials
import Testing

/// The help of every command, held against the files in `Snapshots`. To renew one:
/// `COLUMNS=80 .build/debug/imgcls finetune --help > Tests/CommandLineTests/Snapshots/finetune.txt`.
@Suite struct HelpTests {
    private static let snapshots = URL(filePath: #filePath).deletingLastPathComponent().path + "/Snapshots"

    static let commands = [
        "finetune", "train", "update", "preview", "check", "classify", "evaluate", "compare", "report",
        "card",
        "import",
        "inspect",
        "verify",
    ]

    private static func snapshot(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(snapshots)/\(name).txt")), as: UTF8.self)
    }

    @Test(arguments: commands) func `the help of a command is as it was`(_ command: String) throws {
        let workplace = try Workplace()
        let expected = try Self.snapshot(command)
        for arguments in [[command, "--help"], ["help", command], [command, "-h"]] {
            let result = try workplace.run(arguments.map { Array($0.utf8) })
            #expect(result.output == expected)
            #expect(result.error == "")
            #expect(result.ending == .exit(0))
        }
    }

    @Test func `the help of the program is as it was, and names every command`() throws {
        let workplace = try Workplace()
        let expected = try Self.snapshot("imgcls")
        for arguments in [[], ["--help"], ["help"], ["-h"]] {
            let result = try workplace.run(arguments.map { Array($0.utf8) })
            #expect(result.output == expected)
            #expect(result.error == "")
            #expect(result.ending == .exit(0))
        }
        let listed = expected.split(separator: "SUBCOMMANDS:").last?.split(separator: "\n")
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(listed == Self.commands)
    }

    @Test func `the version is one line`() throws {
        let result = try Workplace().run("--version")
        #expect(result.output == "0.1.0\n")
        #expect(result.ending == .exit(0))
    }
}
