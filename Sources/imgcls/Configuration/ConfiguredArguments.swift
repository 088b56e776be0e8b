internal import ArgumentParser

/// The arguments of a command line together with those of its configuration file.
///
/// The file's options come before those of the command line, and only where the command line does not have the same.
/// So the argument parser checks both alike, and a command need not know where an option came from.
struct ConfiguredArguments {
    /// The arguments for the parser.
    let arguments: [String]
    /// What `--print-config` prints; nil where it is not asked for.
    let printedConfiguration: String?
    private let merge: Merge?

    /// A command line and the settings of a file that hold beside it.
    private struct Merge {
        let command: String
        let given: GivenArguments
        let path: String
        /// In the order of the help.
        let settings: [ConfigurationFile.Setting]

        func arguments(with settings: [ConfigurationFile.Setting]) -> [String] {
            let options = settings.filter { $0.definition.kind != .positional }
            let positionals = settings.filter { $0.definition.kind == .positional }
            return [command] + options.flatMap(\.arguments) + given.arguments
                + (positionals.isEmpty || given.hasTerminator ? [] : ["--"])
                + positionals.flatMap(\.arguments)
        }
    }

    /// Gathers the arguments of a program's command; without a configuration file they stay as they are.
    ///
    /// - Throws: `CommandError` for a file that cannot be used.
    @inline(never)  // Swift 6.3.1 crashes when it optimises typed throws into an asynchronous caller.
    static func gathering(
        _ arguments: [String], of program: any ParsableCommand.Type
    ) throws -> ConfiguredArguments {
        let unconfigured = ConfiguredArguments(arguments: arguments, printedConfiguration: nil, merge: nil)
        guard arguments.contains(where: { $0.hasPrefix("--config") || $0.hasPrefix("--print-config") }),
            let name = arguments.first,
            let command = program.configuration.subcommands.first(where: { $0.answers(to: name) })
        else { return unconfigured }
        let signature = try CommandSignature(command)
        let given = GivenArguments(arguments.dropFirst(), of: signature)
        guard signature.takesConfiguration, !given.asksForHelp else { return unconfigured }
        let paths = given.values["config"] ?? []
        guard paths.count < 2 else {
            throw CommandError(.wrongUsage, "--config is given \(paths.count) times; one file is read")
        }
        let file = try paths.first.map { path throws(CommandError) in
            try ConfigurationFile(path: path, signature: signature, command: name)
        }
        let settings = signature.configurable.compactMap { definition in
            given.values[definition.key] == nil
                ? file?.settings.first { $0.definition == definition } : nil
        }
        let values = given.values.merging(
            settings.map { ($0.definition.key, $0.values) }, uniquingKeysWith: { given, _ in given })
        let merge = Merge(command: name, given: given, path: file?.path ?? "", settings: settings)
        do {
            try checkOrder(of: signature.positionals, values, settings)
        } catch {
            throw CommandError(.wrongUsage, "\(merge.path): \(error)")
        }
        let all = merge.arguments(with: settings)
        guard given.values["print-config"] == ["true"] else {
            return ConfiguredArguments(arguments: all, printedConfiguration: nil, merge: merge)
        }
        let effective = values.merging(effectiveValues(of: command, all)) { given, _ in given }
        let text = ConfigurationText(signature.configurable, values: effective, command: name).text
        return ConfiguredArguments(arguments: all, printedConfiguration: text, merge: merge)
    }

    /// What holds where options are left open; nothing where the arguments do not fit.
    private static func effectiveValues(
        of command: any ParsableCommand.Type, _ arguments: [String]
    ) -> [String: [String]] {
        guard let type = command as? any EffectiveOptions.Type,
            let parsed = try? type.parse(Array(arguments.dropFirst()))
        else { return [:] }
        return parsed.effectiveValues.mapValues { [$0] }
    }

    /// The error to tell where a message is about options of the file, with the file and their lines.
    ///
    /// - Parameters:
    ///   - message: What the parser or the command says.
    ///   - parse: Gives the message about other arguments, or nil if there is none. A message that stays when the
    ///     options of the file are taken away is not about them, even if it names them.
    /// - Returns: nil where the message is not about the file.
    func refusal(_ message: String, parsing parse: ([String]) -> String? = { _ in nil }) -> CommandError? {
        guard let merge else { return nil }
        let lines = merge.settings.filter { Self.isMentioned($0.definition, in: message) }.map(\.line)
        let others = merge.settings.filter { !lines.contains($0.line) }
        guard !lines.isEmpty, parse(merge.arguments(with: others)) != message else { return nil }
        let refused = ConfigurationError.refused(lines: lines.sorted(), message: message)
        return CommandError(.wrongUsage, "\(merge.path): \(refused)")
    }

    /// Positional arguments have no names on a command line, so that none can be left out before another.
    private static func checkOrder(
        of positionals: [OptionDefinition], _ values: [String: [String]],
        _ settings: [ConfigurationFile.Setting]
    ) throws(ConfigurationError) {
        var missing: OptionDefinition?
        for definition in positionals {
            guard values[definition.key] != nil else {
                missing = missing ?? definition
                continue
            }
            if let missing, let setting = settings.first(where: { $0.definition == definition }) {
                throw .gap(line: setting.line, key: definition.key, missing: missing.key)
            }
        }
    }

    /// Whether a message names an option, and not one whose name only begins so.
    private static func isMentioned(_ definition: OptionDefinition, in message: String) -> Bool {
        let parts = message.split(separator: definition.mention, omittingEmptySubsequences: false)
        return zip(parts, parts.dropFirst()).contains { before, after in
            let isInside = after.first.map { $0 == "-" || $0.isLetter || $0.isNumber } ?? false
            return !isInside && before.last != "-"
        }
    }
}

extension ParsableCommand {
    /// Whether the command line calls the command so.
    fileprivate static func answers(to name: String) -> Bool {
        name == _commandName || configuration.aliases.contains(name)
    }
}
