internal import ArgumentParser
internal import FoundationEssentials

/// The options of a command, read from the description that it gives of itself, so that they are listed nowhere
/// a second time.
struct CommandSignature {
    /// The options in the order of the help, positional arguments first.
    let definitions: [OptionDefinition]

    /// What only makes sense on a command line.
    static let commandLineOnly: Set<String> = ["config", "print-config", "help", "version"]

    /// - Throws: `DecodingError` if the argument parser describes commands in another way than it did.
    init(_ command: any ParsableCommand.Type) throws {
        let dump = try JSONDecoder().decode(Dump.self, from: Data(command._dumpHelp().utf8))
        let arguments = dump.command.arguments ?? []
        let flags = Set(arguments.filter { $0.kind == .flag }.compactMap(\.key))
        let definitions = arguments.compactMap { $0.definition(among: flags) }
        self.definitions =
            definitions.filter { $0.kind == .positional } + definitions.filter { $0.kind != .positional }
    }

    /// The options that a file may hold.
    var configurable: [OptionDefinition] {
        definitions.filter { !Self.commandLineOnly.contains($0.key) }
    }

    var positionals: [OptionDefinition] { definitions.filter { $0.kind == .positional } }

    /// Whether the command takes options from files.
    var takesConfiguration: Bool { definitions.contains { $0.key == "config" } }

    /// The option with a key of a configuration file.
    func definition(forKey key: String) -> OptionDefinition? {
        configurable.first { $0.key == key }
    }

    /// The option that the command line calls so, and whether the name is its opposite.
    func definition(named name: String) -> (definition: OptionDefinition, isOpposite: Bool)? {
        for definition in definitions {
            if definition.names.contains(name) { return (definition, false) }
            if definition.oppositeName == name { return (definition, true) }
        }
        return nil
    }
}

/// The part of the argument parser's description that is needed.
private struct Dump: Decodable {
    struct Command: Decodable {
        let arguments: [Argument]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: OptionDefinition.Kind
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?

        var key: String? {
            kind == .positional ? valueName : names?.first { $0.kind == "long" }?.name
        }

        /// The definition, unless this is the opposite of another flag and belongs to that.
        func definition(among flags: Set<String>) -> OptionDefinition? {
            guard let key else { return nil }
            let opposite = "no-\(key)"
            if kind == .flag, key.hasPrefix("no-"), flags.contains(String(key.dropFirst(3))) { return nil }
            let hasOpposite = kind == .flag && flags.contains(opposite)
            return OptionDefinition(
                kind: kind, key: key,
                names: (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name },
                oppositeName: hasOpposite ? "--\(opposite)" : nil, isRepeating: isRepeating,
                isOptional: isOptional,
                defaultValue: kind == .flag ? flagDefault(key, hasOpposite: hasOpposite) : defaultValue,
                choices: allValues ?? [], help: abstract ?? "")
        }

        /// A flag with an opposite names the one of both that holds; another one is false.
        private func flagDefault(_ key: String, hasOpposite: Bool) -> String? {
            guard hasOpposite else { return "false" }
            return defaultValue.map { $0 == "--\(key)" ? "true" : "false" }
        }
    }

    let command: Command
}
