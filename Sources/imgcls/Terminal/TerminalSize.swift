internal import Glibc

/// The size of a terminal in characters.
struct TerminalSize: Hashable, Sendable {
    let columns: Int
    let rows: Int

    /// The size of the terminal of standard error right now: of its window, and no more than `COLUMNS` and `LINES`
    /// allow; 80 by 24 where nothing says.
    ///
    /// The window is asked each time, so that a change of its size shows with the next drawing.
    static var standardError: TerminalSize {
        var window = winsize()
        let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0
        return TerminalSize(
            columns: length(isKnown ? Int(window.ws_col) : 0, "COLUMNS", usual: 80),
            rows: length(isKnown ? Int(window.ws_row) : 0, "LINES", usual: 24))
    }

    /// The smaller of what the window and the environment say: a line that is too long would wrap, and could not
    /// be drawn over.
    private static func length(_ window: Int, _ variable: String, usual: Int) -> Int {
        let wanted = Environment.value(variable).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        guard window > 0 else { return wanted ?? usual }
        return min(window, wanted ?? window)
    }
}
