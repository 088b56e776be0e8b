extension PrintableName {
    /// The largest number of characters of a foreign text that a sentence repeats.
    private static let clippedCount = 80

    /// Shows a text as `text(for:)` does, but only the beginning of a long one; in quotation marks where it
    /// is empty or has blanks at an end, which would not be seen.
    static func clipped(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let head = scalars.prefix(clippedCount)
        let isWhole = head.endIndex == scalars.endIndex
        let shown = self.text(for: String(head)) + (isWhole ? "" : "…")
        let ends = [scalars.first, scalars.last]
        let hasInvisibleEnd = ends.contains { $0?.properties.isWhitespace ?? true }
        return hasInvisibleEnd ? "\"\(shown)\"" : shown
    }
}
