/// One option, flag or positional argument of a command, as its own declaration describes it.
struct OptionDefinition: Hashable, Sendable {
    enum Kind: String, Decodable {
        case positional
        case option
        case flag
    }

    let kind: Kind
    /// The key in configuration files: the long name without dashes, or a positional argument's own name.
    let key: String
    /// Everything that the command line may call it, with dashes: `--output`, `-o`.
    let names: [String]
    /// The name that sets a flag to false, where it has one.
    let oppositeName: String?
    /// Whether it may be given several times.
    let isRepeating: Bool
    /// Whether it may be left out.
    let isOptional: Bool
    /// What holds where it is left out, as text; nil where nothing holds then.
    let defaultValue: String?
    /// All values that it accepts, where they are few.
    let choices: [String]
    let help: String

    /// The option in messages, as the parser and the commands name it. The quote tells a positional argument from
    /// the value of an option, which the parser shows as `'--validation <folder>'`.
    var mention: String { kind == .positional ? "'<\(key)>" : "--\(key)" }

    /// The values that hold where it is left out.
    var defaultValues: [String] {
        guard let defaultValue else { return [] }
        return isRepeating ? defaultValue.split(separator: ", ").map(String.init) : [defaultValue]
    }

    /// The arguments that give it these values; of a positional argument, the values themselves.
    func arguments(for values: [String]) -> [String] {
        switch kind {
        case .positional: values
        // A value may begin with a dash only behind an equals sign, and be empty only without one.
        case .option: values.flatMap { $0.isEmpty ? ["--\(key)", ""] : ["--\(key)=\($0)"] }
        case .flag: values.compactMap { $0 == "true" ? "--\(key)" : oppositeName }
        }
    }
}
