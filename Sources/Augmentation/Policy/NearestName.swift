/// Finds what a misspelled name was probably meant to be.
enum NearestName {
    /// The candidate that takes the fewest edits (insertions, deletions, replacements and swaps of neighbouring letters,
    /// without regard to case) to become the name, at most one for each two letters of the name and at most three;
    /// the first of equally near ones.
    static func find(_ name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard wanted.count <= 32 else { return nil }
        let limit = min(3, wanted.count / 2)
        let distances = candidates.map { distance(wanted, Array($0.utf8)) }
        guard let smallest = distances.min(), smallest <= limit else { return nil }
        return distances.firstIndex(of: smallest).map { candidates[$0] }
    }

    /// The optimal string alignment distance. Complexity: O(*nm*).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var rows = [Array(0...right.count)]
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(
                    rows[row][column] + (letter == other ? 0 : 1), rows[row][column + 1] + 1,
                    current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                current.append(best)
            }
            rows.append(current)
        }
        return rows[left.count][right.count]
    }
}
