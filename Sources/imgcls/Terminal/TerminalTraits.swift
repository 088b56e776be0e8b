internal import Glibc

/// What may be written to a stream, as far as the environment tells.
///
/// Source: <https://no-color.org> for `NO_COLOR`; POSIX, section 8.2, for the order of the locale's variables.
struct TerminalTraits: Sendable {
    /// Whether the cursor can be moved: a person may be watching, and the terminal is not a dumb one.
    let movesCursor: Bool
    /// Whether words may be coloured.
    let hasColor: Bool
    /// Whether the locale can show more than ASCII.
    let isUTF8: Bool

    /// The traits of standard error.
    static let standardError = TerminalTraits(isTerminal: isatty(STDERR_FILENO) == 1, Environment.value)

    /// The traits of a stream.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether it is a terminal.
    ///   - variable: The value of an environment variable; nil where it is not set, or empty.
    init(isTerminal: Bool, _ variable: (String) -> String?) {
        let type = variable("TERM") ?? "dumb"
        movesCursor = isTerminal && type != "dumb"
        // The terminals of these names know bold letters at most.
        let isMonochrome = type.hasPrefix("vt") || type.hasSuffix("-m") || type.hasSuffix("-mono")
        hasColor = movesCursor && !isMonochrome && variable("NO_COLOR") == nil
        let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? "C"
        let codes = locale.lowercased()
        isUTF8 = codes.contains("utf-8") || codes.contains("utf8")
    }
}
