internal import Glibc
internal import Synchronization

/// Progress and warnings go here: lines that stay, and on a terminal lines below them that change.
enum StandardError {
    private struct State {
        var area = LiveArea()
        var lines: [String] = []
    }

    private static let state = Mutex(State())

    /// Writes a line, made safe for a terminal, above the lines that change.
    ///
    /// - Parameter style: How it looks where there are colours.
    static func line(_ text: String, _ style: TextStyle = .plain) {
        let safe = PrintableText.escapingControls(text)
        let line = TerminalTraits.standardError.hasColor ? style.applied(to: safe) : safe
        state.withLock { state in
            write(state.area.drawing([]) + line + "\n" + state.area.drawing(state.lines))
        }
    }

    /// Draws the lines that change, on a terminal that moves its cursor.
    static func draw(_ lines: [String]) {
        state.withLock { state in
            state.lines = lines
            write(state.area.drawing(lines))
        }
    }

    /// Ends the lines that change.
    ///
    /// - Parameter stays: Whether they remain as they are.
    static func endLive(stays: Bool) {
        state.withLock { state in
            state.lines = []
            write(stays ? state.area.leaving() : state.area.drawing([]))
        }
    }

    /// Writes text as it is, in one piece where the system takes it so; a failure is nobody's concern.
    private static func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
