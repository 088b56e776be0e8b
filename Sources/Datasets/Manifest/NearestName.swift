/// Finds what a misspelled name was probably meant to be.
package enum NearestName {
    /// The largest number of edits between a name and its misspelling.
    package static let maximumDistance = 2

    // Longer names are not compared, so that a hostile header costs no time.
    private static let comparedByteCount = 64

    /// The candidate that is nearest to a name, at most `maximumDistance` edits away (insertions, deletions
    /// and replacements of bytes, without regard to the case of ASCII letters) and fewer than the name has
    /// bytes; the first of equally near ones.
    package static func find(
        _ name: String, among candidates: some Sequence<String>, maximumDistance: Int = maximumDistance
    ) -> String? {
        let wanted = lowercased(name)
        var nearest: (name: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= comparedByteCount {
            let letters = lowercased(candidate)
            guard abs(letters.count - wanted.count) <= maximumDistance else { continue }
            let distance = distance(from: wanted, to: letters)
            guard distance <= maximumDistance, distance < wanted.count, distance < nearest?.distance ?? .max
            else { continue }
            nearest = (candidate, distance)
        }
        return nearest?.name
    }

    /// Levenshtein's distance. Complexity: O(*nm*).
    private static func distance(from left: [UInt8], to right: [UInt8]) -> Int {
        var previous = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            for (column, rightByte) in right.enumerated() {
                let replaced = previous[column] + (leftByte == rightByte ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }

    private static func lowercased(_ name: String) -> [UInt8] {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        return name.utf8.map { letters.contains($0) ? $0 | 0x20 : $0 }
    }
}
