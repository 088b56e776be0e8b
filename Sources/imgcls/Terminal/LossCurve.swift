/// A small drawing of losses over epochs, of two lines.
struct LossCurve {
    /// What the losses are called.
    let name: String
    /// One loss an epoch.
    let losses: [Double]

    private static let rowCount = 2
    /// The most epochs that are worth a character of their own.
    private static let cellLimit = 60

    /// The lines, the highest loss above and the lowest below.
    ///
    /// In UTF-8 each line has eight heights of blocks, in ASCII three of marks.
    ///
    /// - Parameter columns: The width of the terminal, which every line stays below.
    /// - Returns: No lines where there are fewer than two finite losses, or no room.
    func lines(columns: Int, isUTF8: Bool) -> [String] {
        let finite = losses.filter(\.isFinite)
        guard finite.count > 1, let lowest = finite.min(), let highest = finite.max() else { return [] }
        let labels = ["\(name) \(Number.fixed(highest, 3))", Number.fixed(lowest, 3)]
        let labelWidth = max(labels[0].count, labels[1].count)
        let cellCount = min(columns - 2 - labelWidth, Self.cellLimit, finite.count)
        guard cellCount >= 2 else { return [] }
        let steps = isUTF8 ? 8 : 3
        let heights = (0..<cellCount).map { cell in
            let range = cell * finite.count / cellCount..<(cell + 1) * finite.count / cellCount
            let mean = finite[range].reduce(0, +) / Double(range.count)
            let share = highest > lowest ? (mean - lowest) / (highest - lowest) : 0
            return Int((share * Double(Self.rowCount * steps - 1)).rounded())
        }
        return (0..<Self.rowCount).map { row in
            let padding = String(repeating: " ", count: labelWidth - labels[row].count)
            let floor = (Self.rowCount - 1 - row) * steps
            let cells = heights.map { isUTF8 ? Self.block($0 - floor) : Self.mark($0 - floor) }
            return padding + labels[row] + " " + String(cells)
        }
    }

    /// A block that reaches up to a height in a line of eight; full above.
    private static func block(_ height: Int) -> Character {
        guard height >= 0 else { return " " }
        return Array("▁▂▃▄▅▆▇█")[min(height, 7)]
    }

    /// A mark at a height in a line of three; none where it is in another line.
    private static func mark(_ height: Int) -> Character {
        (0...2).contains(height) ? Array("_-'")[height] : " "
    }
}
