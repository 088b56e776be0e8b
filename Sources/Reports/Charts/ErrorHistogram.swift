/// How often predictions are off by how much.
struct ErrorHistogram {
    /// Predicted minus true numbers.
    let errors: [Double]
    let unit: String

    private static let columnCount = 25

    /// The chart; `nil` without errors.
    var markup: Markup? {
        let finite = errors.filter(\.isFinite)
        guard let largest = finite.map(\.magnitude).max() else { return nil }
        let reach = largest > 0 ? largest : 1
        let step = 2 * reach / Double(Self.columnCount)
        var counts = [Int](repeating: 0, count: Self.columnCount)
        for error in finite {
            counts[max(0, min(Self.columnCount - 1, Int((error + reach) / step)))] += 1
        }
        let suffix = unit.isEmpty ? "" : " (\(unit))"
        let frame = PlotFrame(
            x: .linear([-reach, reach], isTight: true),
            y: .linear([0] + counts.map(Double.init), tickCount: 4),
            xTitle: "predicted − true" + suffix, yTitle: "images")
        let below = finite.count { $0 < 0 }
        let description =
            "Errors from \(NumberText.significant(finite.min() ?? 0)) to "
            + "\(NumberText.significant(finite.max() ?? 0)), \(NumberText.count(below)) of "
            + "\(NumberText.count(finite.count)) below zero"
        return frame.drawing(description) {
            tag("g", .class("first")) {
                for (index, count) in counts.enumerated() where count > 0 {
                    column(from: -reach + Double(index) * step, step: step, count: count, in: frame)
                }
            }
            frame.line(frame.px(0), frame.top, frame.px(0), frame.bottom, "zero")
        }
    }

    private func column(from lower: Double, step: Double, count: Int, in frame: PlotFrame) -> Markup {
        let y = frame.py(Double(count))
        return tag(
            "rect", .class("bar"), .number("x", frame.px(lower) + 0.5), .number("y", y),
            .number("width", frame.px(lower + step) - frame.px(lower) - 1),
            .number("height", frame.bottom - y)
        ) {
            tag("title") {
                "\(NumberText.counted(count, "image")) off by \(NumberText.significant(lower)) to "
                    + NumberText.significant(lower + step)
            }
        }
    }
}
