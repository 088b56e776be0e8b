internal import Synchronization

/// Shows how far a long step is: a bar with counts, rate and time left on a terminal, a line now and then
/// otherwise, nothing when it is told to be quiet.
final class ProgressDisplay: Sendable {
    private struct State {
        var step = ""
        var start = ContinuousClock.now
        var lastShown: ContinuousClock.Instant?
        var highest = 0
        var isBarShown = false
    }

    private let style: Style
    private let state = Mutex(State())

    /// How progress is shown.
    enum Style: Sendable {
        case bar
        case lines
        case none
    }

    /// Chooses the style that suits standard error.
    init(isQuiet: Bool) {
        style = isQuiet ? .none : StandardError.isTerminal ? .bar : .lines
    }

    /// Reports how much of a step is done; a new title begins a new step, unless the step has a name of its own. May be
    /// called from any task. A step that only a bar shows is one of many, which are told in other lines.
    func update(
        _ title: String, step: String? = nil, completed: Int, total: Int, unit: String = "images",
        onlyAsBar: Bool = false
    ) {
        guard style != .none, total > 0, style == .bar || !onlyAsBar else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if state.step != step ?? title {
                Self.endBar(&state)
                state = State(step: step ?? title, start: now)
            }
            // Tasks may report out of order, and the last ones after the end.
            guard state.highest < total else { return }
            state.highest = max(state.highest, completed)
            let isDone = state.highest >= total
            let interval: Duration = style == .bar ? .milliseconds(100) : .seconds(5)
            if let last = state.lastShown, !isDone, now - last < interval { return }
            if style == .lines, state.lastShown == nil, !isDone {
                state.lastShown = now  // A short step gets one line, at its end.
                return
            }
            guard state.highest > 0 else { return }
            state.lastShown = now
            let line = ProgressLine(
                title: title, completed: state.highest, total: total, unit: unit,
                seconds: (now - state.start) / .seconds(1))
            if style == .bar {
                StandardError.write("\r\u{1B}[K" + line.bar(columns: StandardError.columns))
                state.isBarShown = true
                if isDone { Self.endBar(&state) }
            } else {
                StandardError.line(line.text)
            }
        }
    }

    /// Writes a warning without tearing the bar apart.
    func warn(_ text: String) {
        guard style != .none else { return }
        state.withLock { state in
            Self.endBar(&state)
            StandardError.line(text)
        }
    }

    /// Takes the bar away for a moment, so that results can be written in its place.
    func clear() {
        state.withLock { state in
            if state.isBarShown { StandardError.write("\r\u{1B}[K") }
            state.isBarShown = false
        }
    }

    /// Ends whatever is shown.
    func finish() {
        state.withLock { Self.endBar(&$0) }
    }

    private static func endBar(_ state: inout State) {
        if state.isBarShown { StandardError.write("\n") }
        state.isBarShown = false
    }
}
