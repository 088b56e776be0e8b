internal import ArgumentParser
internal import FoundationEssentials
internal import ImageClassifier

/// `imgcls manual --output FOLDER`: for whoever packages the program; help does not list it.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write manual pages of all commands.",
        discussion: """
            Makes FOLDER if it is not there, and writes a page for each command from what its help says.

              imgcls manual --output ~/.local/share/man/man1
              man imgcls-finetune
            """, shouldDisplay: false)

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write the pages.", valueName: "folder"),
        completion: .directory)
    var output: String

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let root = try CommandDescription.describing(Imgcls.self)
        let commands = [root] + root.shownSubcommands
        let pages = commands.enumerated().map { index, command in
            ManualPage(
                command, others: index == 0 ? Array(commands.dropFirst()) : [root],
                version: ImageClassifier.version)
        }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw CommandError(.cannotWrite, "\(output): the folder cannot be made")
        }
        for page in pages { try TextFile.write(page.text, to: "\(output)/\(page.fileName)") }
        guard !quiet, let first = pages.first else { return }
        try StandardOutput().line(
            "Wrote \(pages.count) pages. Next: man -l \(ShellWord.quoted("\(output)/\(first.fileName)"))")
    }
}
