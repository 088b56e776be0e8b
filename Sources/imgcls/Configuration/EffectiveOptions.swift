internal import ArgumentParser

/// A command in which options that are left open mean something, which `--print-config` writes out: a file that is kept
/// means the same when a default has changed.
protocol EffectiveOptions: ParsableCommand {
    /// What holds where an option is not given, by the key of a configuration file.
    var effectiveValues: [String: String] { get }
}
