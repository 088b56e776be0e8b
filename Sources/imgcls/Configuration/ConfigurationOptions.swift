internal import ArgumentParser

/// The options of every command whose other options are worth keeping in a file.
///
/// A command only has to include them: `Program` reads the file and hands the command the arguments of both, see
/// `ConfiguredArguments`.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Take options from a YAML file: keys are the long names, options given here win, and relative paths start \
            from the working folder.
            """, valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Flag(help: "Write every option with its value as YAML for --config, and do nothing else.")
    var printConfig = false
}
