internal import ArgumentParser
internal import FoundationEssentials

/// A command as the argument parser describes it, with those below it.
struct CommandDescription: Decodable {
    /// An option, flag or positional argument.
    struct Argument: Decodable {
        /// One of the names that the command line may call it.
        struct Name: Decodable {
            let kind: String
            let name: String

            /// The name with its dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: OptionDefinition.Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?
        let discussion: String?

        /// All names, the short ones first.
        var sortedNames: [String] {
            (names ?? []).map(\.text).sorted {
                $0.hasPrefix("--") == $1.hasPrefix("--") ? $0 < $1 : !$0.hasPrefix("--")
            }
        }
    }

    let commandName: String
    let superCommands: [String]?
    let shouldDisplay: Bool?
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    /// The words of the command line that call it.
    var words: [String] { (superCommands ?? []) + [commandName] }

    /// The commands below it that its help shows; `help` explains the others and has no page of its own.
    var shownSubcommands: [CommandDescription] {
        (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    /// The arguments that its help shows.
    var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// Describes a command.
    ///
    /// - Throws: `DecodingError` if the argument parser describes commands in another way than it did.
    static func describing(_ command: any ParsableCommand.Type) throws -> CommandDescription {
        struct Dump: Decodable {
            let command: CommandDescription
        }
        return try JSONDecoder().decode(Dump.self, from: Data(command._dumpHelp().utf8)).command
    }
}
