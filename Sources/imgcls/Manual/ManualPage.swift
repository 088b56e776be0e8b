/// The manual page of one command, in section 1.
struct ManualPage {
    private let command: CommandDescription
    private let others: [CommandDescription]
    private let version: String

    /// - Parameters:
    ///   - command: What the page is about.
    ///   - others: The commands to see also.
    ///   - version: The version of the program.
    init(_ command: CommandDescription, others: [CommandDescription], version: String) {
        self.command = command
        self.others = others
        self.version = version
    }

    private var name: String { command.words.joined(separator: "-") }

    /// The name of the page's file, such as `imgcls-finetune.1`.
    var fileName: String { "\(name).1" }

    /// The page. It holds no date, so that the same program writes the same page.
    var text: String {
        let arguments = command.shownArguments
        let positionals = arguments.filter { $0.kind == .positional }
        let options = arguments.filter { $0.kind != .positional }
        var lines = [
            #".TH "\#(RoffText.escaped(name.uppercased()))" 1 "" "imgcls \#(RoffText.escaped(version))" "imgcls manual""#,
            ".SH NAME", "\(RoffText.escaped(name)) \\- \(RoffText.escaped(abstract))",
            ".SH SYNOPSIS", synopsis(positionals, options),
        ]
        if let discussion = command.discussion, !discussion.isEmpty {
            lines += [".SH DESCRIPTION"] + RoffText.paragraphs(discussion)
        }
        if !positionals.isEmpty { lines += [".SH ARGUMENTS"] + positionals.flatMap(Self.entry) }
        if !options.isEmpty { lines += [".SH OPTIONS"] + options.flatMap(Self.entry) }
        let subcommands = command.shownSubcommands
        if !subcommands.isEmpty {
            lines += [".SH COMMANDS"]
            lines += subcommands.flatMap { subcommand in
                Self.entry(
                    RoffText.literal(subcommand.words.joined(separator: " ")), subcommand.abstract ?? "")
            }
        }
        lines += Self.entries("EXIT STATUS", Self.exitCodes) + Self.entries("ENVIRONMENT", Self.environment)
        lines += [".SH SEE ALSO"] + [references.joined(separator: ",\n")]
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the command does, without the point, as the list of all manual pages wants it.
    private var abstract: String {
        let text = command.abstract ?? ""
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private var references: [String] {
        others.map { "\(RoffText.literal($0.words.joined(separator: "-")))(1)" }
    }

    // MARK: Arguments

    private func synopsis(
        _ positionals: [CommandDescription.Argument], _ options: [CommandDescription.Argument]
    ) -> String {
        let required = options.filter { !$0.isOptional && $0.kind == .option }
        var words = [RoffText.literal(command.words.joined(separator: " "))]
        if !command.shownSubcommands.isEmpty { words.append(RoffText.placeholder("command")) }
        words += required.map { "\(RoffText.literal($0.sortedNames.last ?? "")) \(Self.value($0))" }
        if options.count > required.count { words.append("[\(RoffText.placeholder("options"))]") }
        words += positionals.map { argument in
            let value = Self.value(argument) + (argument.isRepeating ? " ..." : "")
            return argument.isOptional ? "[\(value)]" : value
        }
        return words.joined(separator: " ")
    }

    private static func value(_ argument: CommandDescription.Argument) -> String {
        RoffText.placeholder(argument.valueName ?? "value")
    }

    private static func entry(_ argument: CommandDescription.Argument) -> [String] {
        var term = argument.sortedNames.map(RoffText.literal).joined(separator: ", ")
        if argument.kind != .flag { term += (term.isEmpty ? "" : " ") + value(argument) }
        var text = [argument.abstract, argument.discussion].compactMap { $0 }.joined(separator: " ")
        if let values = argument.allValues, !values.isEmpty {
            text += " Values: \(values.joined(separator: ", "))."
        }
        if let value = argument.defaultValue, !value.isEmpty { text += " Default: \(value)." }
        return entry(term, text)
    }

    private static func entry(_ term: String, _ text: String) -> [String] {
        [".TP", term, RoffText.line(text)]
    }

    // MARK: What all commands share

    private static func entries(_ title: String, _ entries: [(term: String, text: String)]) -> [String] {
        [".SH \(title)"] + entries.flatMap { entry(RoffText.literal($0.term), $0.text) }
    }

    private static let exitCodes: [(term: String, text: String)] = [
        ("0", "Done."), ("1", "A quality gate failed."), ("64", "Wrong usage."),
        ("65", "Bad data: images cannot be read, classes do not agree, or a model file is broken."),
        ("66", "An input was not found."), ("70", "A mistake in imgcls."),
        ("73", "The output cannot be written."), ("130, 143", "Interrupted by SIGINT or SIGTERM."),
    ]

    private static let environment: [(term: String, text: String)] = [
        (
            "IMGCLS_CACHE",
            "The folder of the feature cache; imgcls in XDG_CACHE_HOME, or in ~/.cache, unless set."
        ),
        ("IMGCLS_PRETRAINED", "The folder with pretrained models."),
        ("NO_COLOR", "Where set and not empty, nothing is coloured."),
        ("COLUMNS, LINES", "The most columns and rows of the terminal to use."),
        ("TERM", "A dumb terminal gets plain lines, as a file does."),
        ("LC_ALL, LC_CTYPE, LANG", "Where they name no UTF-8, bars and curves are drawn in ASCII."),
    ]
}
