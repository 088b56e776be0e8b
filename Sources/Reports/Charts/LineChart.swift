/// One or more lines over epochs.
struct LineChart {
    /// A line with its name.
    struct Series {
        let name: String
        /// One value an epoch; `nil` or not finite where there is none.
        let values: [Double?]
        /// The class of its look: "first" or "second".
        let style: String
    }

    let epochs: [Int]
    let series: [Series]
    /// What the values are.
    let subject: String
    /// Their unit; may be empty.
    let unit: String
    let y: AxisScale
    /// An epoch that is marked with a vertical line.
    let markedEpoch: Int?
    /// How a value is written.
    let text: (Double) -> String

    /// More points than this are too close together to be told apart; they are left out but keep their texts.
    private static let visiblePointLimit = 40

    /// The chart; `nil` where no value is finite.
    var markup: Markup? {
        let shown = series.filter { series in series.values.contains { $0?.isFinite ?? false } }
        guard !shown.isEmpty else { return nil }
        let longest = shown.map(\.name.count).max() ?? 0
        let frame = PlotFrame(
            x: .epochs(epochs), y: y, xTitle: "epoch", yTitle: unit,
            right: shown.count > 1 ? 16 + 6.6 * Double(longest) : 18)
        return frame.drawing(description(shown)) {
            if let markedEpoch, epochs.contains(markedEpoch) {
                let x = frame.px(Double(markedEpoch))
                frame.line(x, frame.top, x, frame.bottom, "marked")
                frame.label("kept", x, frame.top - 5, anchor(x, in: frame), "marked-label")
            }
            for series in shown { lines(series, in: frame) }
            if shown.count > 1 { endLabels(shown, in: frame) }
        }
    }

    private func anchor(_ x: Double, in frame: PlotFrame) -> String {
        x > PlotFrame.width - frame.right - 30 ? "end" : "middle"
    }

    private func lines(_ series: Series, in frame: PlotFrame) -> Markup {
        let points = zip(epochs, series.values).map { (x: Double($0), y: $1 ?? .nan) }
        let isDense = points.count > Self.visiblePointLimit
        return tag("g", .class(series.style)) {
            frame.path(points, "line")
            for point in points where point.y.isFinite {
                frame.point(
                    point.x, point.y, radius: isDense ? 4 : 2.6, isDense ? "hit" : "point",
                    "epoch \(Int(point.x)): \(series.name) \(text(point.y))")
            }
        }
    }

    /// Names at the ends of the lines, moved apart where they would cover each other.
    private func endLabels(_ series: [Series], in frame: PlotFrame) -> Markup {
        let spacing = 15.0
        let ends = series.compactMap { series -> (series: Series, y: Double)? in
            guard let last = series.values.compactMap({ $0 }).last(where: \.isFinite) else { return nil }
            return (series, frame.py(last) + 4)
        }.sorted { $0.y < $1.y }
        var places = ends.map(\.y)
        for index in places.indices.dropFirst() where places[index] < places[index - 1] + spacing {
            let middle = (places[index] + places[index - 1]) / 2
            places[index - 1] = middle - spacing / 2
            places[index] = middle + spacing / 2
        }
        return .group(
            zip(ends, places).map { end, y in
                tag("g", .class(end.series.style)) {
                    frame.label(end.series.name, PlotFrame.width - frame.right + 8, y, "start", "line-label")
                }
            })
    }

    private func description(_ series: [Series]) -> String {
        let parts = series.compactMap { series -> String? in
            let values = series.values.compactMap { $0 }.filter(\.isFinite)
            guard let first = values.first, let last = values.last else { return nil }
            return "\(series.name) from \(text(first)) to \(text(last))"
        }
        return "\(subject) over \(NumberText.counted(epochs.count, "epoch")): "
            + parts.joined(separator: ", ")
    }
}
