/// What a command line says, option by option, by the rules of the argument parser: a value stands behind an equals
/// sign or in the next argument, short flags may stand together, and `--` ends the options.
struct GivenArguments {
    /// The values of each option by its key; of a flag, `true` or `false`.
    private(set) var values: [String: [String]] = [:]
    private(set) var positionals: [String] = []
    private(set) var hasTerminator = false
    /// Whether help or the version is asked for, before which everything else gives way.
    private(set) var asksForHelp = false
    /// The arguments as the parser takes them, without flags that are set to `true` or `false`.
    private(set) var arguments: [String] = []

    private static let helpNames: Set<String> = [
        "-h", "--help", "--help-hidden", "--version", "--experimental-dump-help",
    ]

    init(_ arguments: some Sequence<String>, of signature: CommandSignature) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                hasTerminator = true
                self.arguments += [argument] + rest
                positionals += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                self.arguments.append(argument)
                positionals.append(argument)
                continue
            }
            take(argument, &rest, signature)
        }
        for definition in signature.positionals {
            let share = definition.isRepeating ? positionals[...] : positionals.prefix(1)
            guard !share.isEmpty else { break }
            values[definition.key] = Array(share)
            positionals.removeFirst(share.count)
        }
    }

    private mutating func take(
        _ argument: String, _ rest: inout ArraySlice<String>, _ signature: CommandSignature
    ) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        if Self.helpNames.contains(parts[0]) { asksForHelp = true }
        if parts.count == 2 {
            guard let (definition, isOpposite) = signature.definition(named: parts[0]) else {
                arguments.append(argument)
                return
            }
            if definition.kind == .flag, ["true", "false"].contains(parts[1]) {
                let isSet = (parts[1] == "true") != isOpposite
                values[definition.key] = [isSet ? "true" : "false"]
                arguments += definition.arguments(for: [isSet ? "true" : "false"])
            } else {
                values[definition.key, default: []].append(parts[1])
                arguments.append(argument)
            }
            return
        }
        arguments.append(argument)
        let isLong = argument.hasPrefix("--")
        for name in isLong ? [argument] : argument.dropFirst().map({ "-\($0)" }) {
            if Self.helpNames.contains(name) { asksForHelp = true }
            guard let (definition, isOpposite) = signature.definition(named: name) else { continue }
            if definition.kind == .flag {
                values[definition.key] = [isOpposite ? "false" : "true"]
            } else if let value = rest.first, value == "-" || !value.hasPrefix("-") {
                rest.removeFirst()
                arguments.append(value)
                values[definition.key, default: []].append(value)
            }
        }
    }
}
