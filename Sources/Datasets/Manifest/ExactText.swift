/// A text that equals another only if both have the same bytes.
///
/// File systems tell the two Unicode forms of `é` apart and Swift's texts do not, so that paths are compared as
/// this. Hashing is linear here; a `String` takes quadratic time for long runs of combining marks.
struct ExactText: Hashable {
    /// The text.
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        // Eight bytes at a time: a call for each would take most of the time.
        var word: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count % 8 == 0 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(count)
    }
}
