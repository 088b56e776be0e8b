/// The last lines of a terminal, which are drawn over again and again.
///
/// The cursor rests behind the last of them; it is neither hidden nor saved, so that a program that ends at any
/// moment leaves a terminal in order. Lines above are never touched, even where a window that became narrower has
/// wrapped the lines of this area.
struct LiveArea {
    private var lineCount = 0

    /// What draws new lines in place of the old ones.
    ///
    /// - Parameter lines: Fewer than the terminal has rows, each narrower than it; none takes the area away.
    mutating func drawing(_ lines: [String]) -> String {
        guard lineCount > 0 || !lines.isEmpty else { return "" }
        let start = "\r" + (lineCount > 1 ? "\u{1B}[\(lineCount - 1)A" : "")
        lineCount = lines.count
        return start + lines.joined(separator: Self.eraseLine + "\n") + Self.eraseBelow
    }

    /// What leaves the lines as they are and goes on below them.
    mutating func leaving() -> String {
        defer { lineCount = 0 }
        return lineCount > 0 ? "\n" : ""
    }

    /// Erases from the cursor to the end of the line.
    private static let eraseLine = "\u{1B}[K"
    /// Erases from the cursor to the end of the screen.
    private static let eraseBelow = "\u{1B}[J"
}
