internal import Synchronization

/// Shows how far a long step is: a bar with counts, rate and time left on a terminal, a line now and then
/// otherwise, nothing when it is told to be quiet.
final class ProgressDisplay: Sendable {
    private struct State {
        var step = ""
        var start = ContinuousClock.now
        var lastShown: ContinuousClock.Instant?
        var highest = 0
        var shown = Shown.nothing
    }

    /// What is drawn over at the next change.
    private enum Shown {
        case nothing
        /// The bar of a step, which stays when the step ends.
        case bar
        /// Lines that a caller made, which go when they end.
        case lines
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
        style = isQuiet ? .none : TerminalTraits.standardError.movesCursor ? .bar : .lines
    }

    /// Whether lines can be drawn over.
    var isLive: Bool { style == .bar }

    /// Reports how much of a step is done; a new title begins a new step, unless the step has a name of its own. May be
    /// called from any task.
    func update(
        _ title: String, step: String? = nil, completed: Int, total: Int, unit: String = "images"
    ) {
        guard style != .none, total > 0 else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if state.step != step ?? title {
                Self.end(&state)
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
                title: PrintableText.escapingControls(title), completed: state.highest, total: total,
                unit: unit, seconds: (now - state.start) / .seconds(1))
            guard style == .bar else { return StandardError.line(line.text) }
            let columns = TerminalSize.standardError.columns
            StandardError.draw([line.bar(columns: columns, isUTF8: TerminalTraits.standardError.isUTF8)])
            state.shown = .bar
            if isDone { Self.end(&state) }
        }
    }

    /// Draws lines in place of a bar that has ended, or of the lines drawn before.
    ///
    /// - Parameter lines: Fewer than the terminal has rows, each narrower than it.
    func draw(_ lines: [String]) {
        guard style == .bar else { return }
        state.withLock { state in
            if state.shown == .bar { Self.end(&state) }
            state.step = ""
            state.shown = .lines
            StandardError.draw(lines)
        }
    }

    /// Writes a line that stays, without tearing the bar apart.
    ///
    /// - Parameter isGood: Whether its last word is good news, which a colour may stress.
    func tell(_ text: String, isGood: Bool = false) {
        guard style != .none else { return }
        StandardError.line(text, isGood ? .lastWord(.green) : .plain)
    }

    /// Writes a warning without tearing the bar apart.
    func warn(_ text: String) {
        guard style != .none else { return }
        StandardError.line(text, text.hasPrefix("warning:") ? .firstWord(.yellow) : .plain)
    }

    /// Takes the bar away for a moment, so that results can be written in its place.
    func clear() {
        state.withLock { state in
            if state.shown != .nothing { StandardError.endLive(stays: false) }
            state.shown = .nothing
        }
    }

    /// Ends whatever is shown.
    func finish() {
        state.withLock { Self.end(&$0) }
    }

    private static func end(_ state: inout State) {
        if state.shown != .nothing { StandardError.endLive(stays: state.shown == .bar) }
        state.shown = .nothing
    }
}
