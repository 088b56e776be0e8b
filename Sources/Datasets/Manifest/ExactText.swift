/// A text that equals another only if both have the same bytes.
///
/// File systems tell the two Unicode forms of `é` apart and Swift's texts do not, so that paths are compared
/// as this. Hashing is linear here; a `String` takes quadratic time for long runs of combining marks.
struct ExactText: Hashable {
    /// The text.
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        let leftBytes = left.text.utf8.span
        let rightBytes = right.text.utf8.span
        guard leftBytes.count == rightBytes.count else { return false }
        for index in leftBytes.indices where leftBytes[index] != rightBytes[index] { return false }
        return true
    }

    func hash(into hasher: inout Hasher) {
        // Eight bytes at a time: a call for each would take most of the time.
        let bytes = text.utf8.span
        var word: UInt64 = 0
        for index in bytes.indices {
            word = word << 8 | UInt64(bytes[index])
            if index % 8 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}
