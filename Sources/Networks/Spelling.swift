/// Finds the name that someone probably meant.
package enum Spelling {
    /// The name that takes the fewest changes of letters, and at most two; else the first that begins with
    /// what was written. Capitals, and signs between letters and digits, do not count.
    package static func nearest(to written: String, among names: [String]) -> String? {
        let wanted = letters(of: written)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        let distances = names.map { changes(from: wanted, to: letters(of: $0)) }
        if let least = distances.min(), least <= min(2, wanted.count - 1),
            let index = distances.firstIndex(of: least)
        {
            return names[index]
        }
        return names.first { letters(of: $0).starts(with: wanted) }
    }

    private static func letters(of name: String) -> [Character] {
        name.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
    }

    /// Insertions, deletions and replacements that make one word of the other. Complexity: O(*nm*).
    /// Source: Wagner & Fischer, "The string-to-string correction problem", 1974.
    private static func changes(from left: [Character], to right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (count, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = count + 1
            for (index, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[index + 1]
                row[index + 1] = min(replaced, diagonal + 1, row[index] + 1)
            }
        }
        return row[right.count]
    }
}
