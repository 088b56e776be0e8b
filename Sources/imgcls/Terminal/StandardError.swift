internal import Glibc

/// Progress and warnings go here.
enum StandardError {
    /// Whether a person may be watching, on a terminal that can move its cursor.
    static let isTerminal: Bool = {
        guard isatty(STDERR_FILENO) == 1 else { return false }
        return unsafe getenv("TERM").map { unsafe String(cString: $0) != "dumb" } ?? false
    }()

    /// The width of the terminal in columns; 80 where it does not say.
    static var columns: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes text as it is; a failure is nobody's concern.
    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Writes a line, made safe for a terminal.
    static func line(_ text: String) {
        write(PrintableText.escapingControls(text) + "\n")
    }
}
