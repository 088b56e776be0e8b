/// Finds what a misspelled name was probably meant to be.
package enum NearestName {
    /// The largest number of changes between a name and its misspelling.
    package static let maximumDistance = 2

    // Longer names are not compared, so that a hostile header costs no time.
    private static let comparedByteCount = 64

    /// The candidate that is nearest to a name; the first of equally near ones.
    ///
    /// A change is the insertion, deletion or replacement of a byte, or the swap of two neighbours. The case of
    /// ASCII letters does not count.
    ///
    /// - Parameters:
    ///   - name: What was written.
    ///   - candidates: What may have been meant.
    ///   - maximumDistance: The largest number of changes, which must also be fewer than the name has bytes.
    ///   - part: What of a name is compared.
    package static func find(
        _ name: String, among candidates: some Sequence<String>, maximumDistance: Int = maximumDistance,
        comparing part: (String) -> String = { $0 }
    ) -> String? {
        let wanted = lowercased(part(name))
        var nearest: (name: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= comparedByteCount {
            let letters = lowercased(part(candidate))
            guard abs(letters.count - wanted.count) <= maximumDistance else { continue }
            let distance = distance(from: wanted, to: letters)
            guard distance <= maximumDistance, distance < wanted.count, distance < nearest?.distance ?? .max
            else { continue }
            nearest = (candidate, distance)
        }
        return nearest?.name
    }

    /// The optimal string alignment distance: Levenshtein's, with swaps of neighbours that nothing else
    /// changes. Complexity: O(*nm*).
    private static func distance(from left: [UInt8], to right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            for (column, rightByte) in right.enumerated() {
                let replaced = previous[column] + (leftByte == rightByte ? 0 : 1)
                var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
                    least = min(least, beforePrevious[column - 1] + 1)
                }
                current.append(least)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }

    private static func lowercased(_ name: String) -> [UInt8] {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        return name.utf8.map { letters.contains($0) ? $0 | 0x20 : $0 }
    }
}
