/// A command's options with their values, as a configuration file that gives the same run.
struct ConfigurationText {
    let text: String

    private static let width = 100

    /// - Parameters:
    ///   - definitions: The options in the order of the help.
    ///   - values: The values by key where they are not the defaults.
    ///   - command: The command's name.
    init(_ definitions: [OptionDefinition], values: [String: [String]], command: String) {
        let introduction = """
            # imgcls \(command) --config FILE
            # Options on the command line win. Relative paths start from the working folder.
            """
        let entries = definitions.map { definition in
            let values = values[definition.key] ?? definition.defaultValues
            let lines = Self.comment(definition) + [Self.entry(definition, values)]
            return lines.joined(separator: "\n")
        }
        text = ([introduction] + entries).joined(separator: "\n\n") + "\n"
    }

    private static func entry(_ definition: OptionDefinition, _ values: [String]) -> String {
        let key = definition.key
        if definition.isRepeating, definition.kind != .flag {
            guard !values.isEmpty else { return "\(key): []" }
            return "\(key):\n" + values.map { "  - \(YAMLScalar.text(for: $0))" }.joined(separator: "\n")
        }
        guard let value = values.last else { return "\(key): null" }
        return "\(key): \(definition.kind == .flag ? value : YAMLScalar.text(for: value))"
    }

    /// The first sentence of the help, in lines that fit.
    private static func comment(_ definition: OptionDefinition) -> [String] {
        let help = definition.help.split(separator: "\n").first ?? ""
        let sentence = help.split(separator: ". ").first ?? ""
        let end = sentence.isEmpty || sentence.hasSuffix(".") ? "" : "."
        let choices = definition.choices.isEmpty ? "" : " (\(definition.choices.joined(separator: ", ")))"
        var lines: [String] = []
        for word in "\(sentence)\(end)\(choices)".split(separator: " ") {
            if let line = lines.last, line.count + word.count < width {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append("# \(word)")
            }
        }
        return lines
    }
}
