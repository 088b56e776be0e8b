import Glibc

extension LearningRateCurve {
    /// The curve as a drawing for a terminal: the smoothed loss over the logarithm of the rate.
    ///
    /// A column stands for one or more neighbouring points and shows their mean. Losses above 1.5 times the
    /// first one are drawn at the top edge, so that divergence does not flatten the rest. A line of `|` and
    /// the caret below mark the suggestion. All characters are ASCII.
    ///
    /// - Parameters:
    ///   - width: The most columns to use, at least 30.
    ///   - height: The number of rows of the plot, at least 2.
    /// - Returns: Lines that each end with a line feed; one line if there are fewer than two points.
    public func text(width: Int = 72, height: Int = 12) -> String {
        let (width, height) = (max(30, width), max(2, height))
        guard points.count > 1 else { return "no curve: \(points.count) of \(sweep.stepCount) rates tried\n" }
        let labelWidth = 10
        let columnCount = min(width - labelWidth - 1, points.count)
        let cap = points[0].smoothed + abs(points[0].smoothed) / 2
        let columns = (0..<columnCount).map { column in
            let range = column * points.count / columnCount..<(column + 1) * points.count / columnCount
            return min(cap, range.reduce(0) { $0 + points[$1].smoothed } / Double(range.count))
        }
        let lowest = columns.min() ?? 0
        let highest = columns.max() ?? 0
        let marked = suggestion.flatMap { rate in points.firstIndex { $0.rate == rate } }
            .map { index in
                columns.indices.last { $0 * points.count / columnCount <= index } ?? 0
            }

        var lines: [String] = []
        for row in 0..<height {
            let label =
                row == 0 ? Self.short(highest) : row == height - 1 ? Self.short(lowest) : ""
            var line = Self.padded(label, to: labelWidth - 1) + " |"
            for (column, value) in columns.enumerated() {
                let share = highest > lowest ? (highest - value) / (highest - lowest) : 1
                let isPoint = Int((share * Double(height - 1)).rounded()) == row
                line += isPoint ? "*" : column == marked ? "|" : " "
            }
            lines.append(line)
        }
        let indent = String(repeating: " ", count: labelWidth)
        var axis = [Character](repeating: "-", count: columnCount)
        if let marked { axis[marked] = "^" }
        lines.append(indent + "+" + String(axis))
        let first = Self.short(points[0].rate)
        let last = Self.short(points[points.count - 1].rate)
        lines.append(
            indent + " " + first + Self.padded(last, to: max(last.count + 1, columnCount - first.count)))
        lines.append(
            indent + " "
                + (suggestion.map { "loss over learning rate; suggested \(Self.short($0))" }
                    ?? "loss over learning rate; it never falls, so there is no suggestion"))
        return lines.map { Self.trimmed($0) + "\n" }.joined()
    }

    /// Three digits: `0.00123`, or `1.23e-05` for what is smaller or larger.
    private static func short(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return "\(value)" }
        var exponent = Int(floor(log10(abs(value))))
        var digits = Int((abs(value) * pow(10, Double(2 - exponent))).rounded())
        if digits == 1000 { (digits, exponent) = (100, exponent + 1) }
        let sign = value < 0 ? "-" : ""
        let text = String(digits)
        guard (-3..<4).contains(exponent) else {
            return "\(sign)\(text.prefix(1)).\(text.dropFirst())e\(exponent)"
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + text }
        if exponent >= 2 { return sign + text + String(repeating: "0", count: exponent - 2) }
        return sign + text.prefix(exponent + 1) + "." + text.dropFirst(exponent + 1)
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
